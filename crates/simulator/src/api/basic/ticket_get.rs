//! GET /cgi-bin/ticket/get — server-api.md §2.3, page 90506: the app's ticket, for `agentConfig`.

use super::get_jsapi_ticket::ticket;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::TicketKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "ticket/get",
    Answer::App(answer),
    "服务器取应用的 jsapi_ticket",
    "the server asks for the app's jsapi_ticket",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    if cx.call.query("type") != Some("agent_config") {
        return Err(Refusal::new(91040, "invalid ticket type"));
    }
    ticket(cx, caller, TicketKind::Agent)
}
