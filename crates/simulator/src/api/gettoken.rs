//! GET /cgi-bin/gettoken — server-api.md §2.1, page 91039.

use serde_json::{Value, json};

use super::context::Context;
use super::refusal::Refusal;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let corpid = cx
        .call
        .query("corpid")
        .ok_or(Refusal::new(41002, "corpid missing"))?;
    let secret = cx
        .call
        .query("corpsecret")
        .ok_or(Refusal::new(41004, "corpsecret missing"))?;
    let company = cx
        .world
        .company(corpid)
        .ok_or(Refusal::new(40013, "invalid corpid"))?;
    let Some(app) = company.apps.iter().find(|it| it.secret == secret) else {
        let elsewhere = cx
            .world
            .companies
            .iter()
            .any(|it| it.apps.iter().any(|app| app.secret == secret));
        return Err(if elsewhere {
            Refusal::new(40091, "secret is not of this corp")
        } else {
            Refusal::new(40001, "invalid credential")
        });
    };
    if !app.enabled {
        return Err(Refusal::new(50003, "app disabled"));
    }
    let state = &mut *cx.state;
    let (token, seconds) = state
        .tokens
        .issue(corpid, app.agentid, cx.now, &mut state.chance);
    Ok(json!({"access_token": token, "expires_in": seconds}))
}
