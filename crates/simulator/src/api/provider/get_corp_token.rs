//! POST /cgi-bin/service/get_corp_token — server-api.md §10.1, page 90605: for third-party apps. `errcode` only on
//! failure.

use serde_json::json;

use super::auth::installation;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, Reply, SuiteCaller};
use crate::state::Owner;
use crate::world::RepeatedGetToken;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/get_corp_token",
    Answer::Suite(answer),
    "服务商取企业 access_token",
    "the provider asks for a company's access_token",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    // Those have gettoken instead (server-api.md §1.2).
    if caller.suite.provider_developed() {
        return Err(Refusal::new(48002, "api forbidden"));
    }
    let installed = installation(cx, &caller)?;
    let (token, seconds) = token(cx, &installed);
    Ok(Reply::Bare(
        json!({"access_token": token, "expires_in": seconds}),
    ))
}

pub(super) fn token(cx: &mut Context<'_>, installed: &Caller<'_>) -> (String, i64) {
    let owner = Owner::App {
        corpid: installed.company.corpid.clone(),
        agentid: installed.app.agentid,
    };
    let state = &mut *cx.state;
    state
        .tokens
        .issue(owner, RepeatedGetToken::Same, cx.now, &mut state.chance)
}
