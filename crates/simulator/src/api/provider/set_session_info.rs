//! POST /cgi-bin/service/set_session_info — server-api.md §10.1, page 90602.

use serde_json::Value;

use crate::api::{Answer, Answered, Context, Endpoint, Refusal, SuiteCaller, done};
use crate::state::PreAuthFault;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/set_session_info",
    Answer::Suite(answer),
    "服务商设置授权配置",
    "the provider sets up an authorisation",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    let code = cx.call.needed("pre_auth_code")?;
    let info = cx
        .call
        .body
        .get("session_info")
        .filter(|it| it.is_object())
        .ok_or(Refusal::parameter())?;
    let test = match info.get("auth_type").map_or(Some(0), Value::as_i64) {
        Some(0) => false,
        Some(1) => true,
        _ => return Err(Refusal::parameter()),
    };
    cx.state
        .suites
        .set_session(&caller.suite.id, code, test, cx.now)
        .map_err(|fault| match fault {
            PreAuthFault::Unknown => Refusal::new(40077, "invalid pre_auth_code"),
            PreAuthFault::Expired => Refusal::new(42007, "pre_auth_code expired"),
        })?;
    done()
}
