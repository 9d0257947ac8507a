//! POST /cgi-bin/externalcontact/del_corp_tag — server-api.md §4.9, page 92117.

use super::shape::{Of, delete};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/del_corp_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器删除企业标签",
    "the server deletes corp tags",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    delete(cx, &caller, Of::Corp)
}
