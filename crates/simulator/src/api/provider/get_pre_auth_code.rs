//! GET /cgi-bin/service/get_pre_auth_code — server-api.md §10.1, page 90601.

use serde_json::json;

use crate::api::{Answer, Answered, Context, Endpoint, SuiteCaller};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "service/get_pre_auth_code",
    Answer::Suite(answer),
    "服务商取预授权码",
    "the provider asks for a pre_auth_code",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    let state = &mut *cx.state;
    let (code, seconds) = state
        .suites
        .pre_auth(&caller.suite.id, cx.now, &mut state.chance);
    Ok(json!({"pre_auth_code": code, "expires_in": seconds}).into())
}
