//! POST /cgi-bin/service/get_permanent_code — server-api.md §10.1, page 91911: with a token and everything about the
//! authorisation; not for provider-developed apps, whose code for asking anyway is in no source.

use serde_json::json;

use super::auth::{auth_corp_info, auth_info, auth_user_info, redeem};
use super::get_corp_token::token;
use crate::api::{Answer, Answered, Context, Endpoint, Refusal, SuiteCaller};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/get_permanent_code",
    Answer::Suite(answer),
    "服务商取永久授权码（旧接口）",
    "the provider asks for a permanent_code, the old way",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    if caller.suite.provider_developed() {
        return Err(Refusal::new(48002, "api forbidden"));
    }
    let (installed, authorised) = redeem(cx, &caller)?;
    let (token, seconds) = token(cx, &installed);
    Ok(json!({
        "access_token": token,
        "expires_in": seconds,
        "permanent_code": installed.app.secret,
        "auth_corp_info": auth_corp_info(&caller, &installed),
        "auth_info": auth_info(&caller, &installed),
        "auth_user_info": auth_user_info(&installed, &authorised),
    })
    .into())
}
