//! POST /cgi-bin/externalcontact/get_strategy_tag_list — server-api.md §4.9, page 94882.

use super::shape::{Of, list};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_strategy_tag_list",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查规则组标签",
    "the server lists the tags of a rule group",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    list(cx, &caller, Of::Strategy)
}
