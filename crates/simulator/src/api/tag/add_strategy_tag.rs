//! POST /cgi-bin/externalcontact/add_strategy_tag — server-api.md §4.9, page 94882.

use super::shape::{Of, add};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_strategy_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器添加规则组标签",
    "the server adds tags to a rule group",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    add(cx, &caller, Of::Strategy)
}
