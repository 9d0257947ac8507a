//! POST /cgi-bin/externalcontact/get_corp_tag_list — server-api.md §4.9, page 92117.

use super::shape::{Of, list};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_corp_tag_list",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查企业标签",
    "the server lists corp tags",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    list(cx, &caller, Of::Corp)
}
