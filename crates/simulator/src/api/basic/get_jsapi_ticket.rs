//! GET /cgi-bin/get_jsapi_ticket — server-api.md §2.3, page 90506: the company's ticket, for `config`.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::TicketKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "get_jsapi_ticket",
    Answer::App(answer),
    "服务器取企业的 jsapi_ticket",
    "the server asks for the company's jsapi_ticket",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    ticket(cx, caller, TicketKind::Corp)
}

/// The same ticket until it expires; 400 an hour for a company, 100 for an app.
pub(super) fn ticket(cx: &mut Context<'_>, caller: Caller<'_>, kind: TicketKind) -> Answered {
    let state = &mut *cx.state;
    let (ticket, seconds) = state
        .tickets
        .issue(
            &caller.company.corpid,
            caller.app.agentid,
            kind,
            cx.now,
            &mut state.chance,
        )
        .ok_or(crate::api::Refusal::frequency())?;
    Ok(json!({"ticket": ticket, "expires_in": seconds}).into())
}
