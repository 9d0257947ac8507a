//! POST /cgi-bin/externalcontact/edit_strategy_tag — server-api.md §4.9, page 94882.

use super::shape::{Of, edit};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/edit_strategy_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器改规则组标签",
    "the server edits a tag of a rule group",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    edit(cx, &caller, Of::Strategy)
}
