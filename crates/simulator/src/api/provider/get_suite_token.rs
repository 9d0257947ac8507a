//! POST /cgi-bin/service/get_suite_token — server-api.md §10.1, page 90600. `errcode` only on failure.

use serde_json::json;

use crate::api::caller::trusted;
use crate::api::{Answer, Answered, Context, Endpoint, Refusal, Reply};
use crate::state::Owner;
use crate::world::RepeatedGetToken;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/get_suite_token",
    Answer::Open(answer),
    "服务商取 suite_access_token",
    "the provider asks for a suite_access_token",
);

fn answer(cx: &mut Context<'_>) -> Answered {
    let id = cx
        .call
        .text("suite_id")
        .ok_or(Refusal::new(41021, "suite_id missing"))?;
    // 41004, as for an app's secret: no code of its own is listed.
    let secret = cx
        .call
        .text("suite_secret")
        .ok_or(Refusal::new(41004, "suite_secret missing"))?;
    let ticket = cx
        .call
        .text("suite_ticket")
        .ok_or(Refusal::new(41023, "suite_ticket missing"))?;
    let (provider, suite) = cx
        .world
        .suite(id)
        .ok_or(Refusal::new(40083, "invalid suite_id"))?;
    trusted(provider.trusted_ips.as_deref(), cx.ip)?;
    if secret != suite.secret {
        return Err(Refusal::new(40080, "invalid suite_secret"));
    }
    let fixed = suite.ticket.as_deref() == Some(ticket);
    if !fixed && !cx.state.suites.accepts(id, ticket, cx.now) {
        return Err(Refusal::new(40085, "invalid suite_ticket"));
    }
    let state = &mut *cx.state;
    let (token, seconds) = state.tokens.issue(
        Owner::Suite(id.to_owned()),
        RepeatedGetToken::Same,
        cx.now,
        &mut state.chance,
    );
    Ok(Reply::Bare(
        json!({"suite_access_token": token, "expires_in": seconds}),
    ))
}
