//! POST /cgi-bin/externalcontact/add_corp_tag — server-api.md §4.9, page 92117.

use super::shape::{Of, add};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_corp_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器添加企业标签",
    "the server adds corp tags",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    add(cx, &caller, Of::Corp)
}
