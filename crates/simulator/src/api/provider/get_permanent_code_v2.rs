//! POST /cgi-bin/service/v2/get_permanent_code — server-api.md §10.1, page 100776: without a token, the one recommended.

use serde_json::json;

use super::auth::{auth_corp_info, auth_user_info, redeem};
use crate::api::{Answer, Answered, Context, Endpoint, SuiteCaller};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/v2/get_permanent_code",
    Answer::Suite(answer),
    "服务商取永久授权码",
    "the provider asks for a permanent_code",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    let (installed, authorised) = redeem(cx, &caller)?;
    let mut body = json!({
        "permanent_code": installed.app.secret,
        "auth_corp_info": auth_corp_info(&caller, &installed),
        "auth_user_info": auth_user_info(&installed, &authorised),
    });
    if let Some(state) = authorised.state {
        body["state"] = json!(state);
    }
    Ok(body.into())
}
