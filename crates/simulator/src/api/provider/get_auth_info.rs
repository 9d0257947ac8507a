//! POST /cgi-bin/service/get_auth_info — server-api.md §10.1, page 100779: the older path, answered alike.

use serde_json::json;

use super::auth::{auth_corp_info, auth_info, installation};
use crate::api::{Answer, Answered, Context, Endpoint, SuiteCaller};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/get_auth_info",
    Answer::Suite(answer),
    "服务商查企业授权信息（旧接口）",
    "the provider asks what a company granted, the old way",
);

pub(super) fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    let installed = installation(cx, &caller)?;
    Ok(json!({
        "auth_corp_info": auth_corp_info(&caller, &installed),
        "auth_info": auth_info(&caller, &installed),
    })
    .into())
}
