//! POST /cgi-bin/externalcontact/del_strategy_tag — server-api.md §4.9, page 94882.

use super::shape::{Of, delete};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/del_strategy_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器删除规则组标签",
    "the server deletes tags of a rule group",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    delete(cx, &caller, Of::Strategy)
}
