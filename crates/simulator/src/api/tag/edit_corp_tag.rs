//! POST /cgi-bin/externalcontact/edit_corp_tag — server-api.md §4.9, page 92117.

use super::shape::{Of, edit};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/edit_corp_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器改企业标签",
    "the server edits a corp tag",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    edit(cx, &caller, Of::Corp)
}
