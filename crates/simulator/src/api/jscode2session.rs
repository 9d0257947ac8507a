//! GET /cgi-bin/miniprogram/jscode2session — server-api.md §3.1, page 91507.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::context::Context;
use super::refusal::Refusal;
use crate::state::CodeFault;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.caller()?;
    let code = cx.call.query("js_code").ok_or(Refusal::missing())?;
    match cx.call.query("grant_type") {
        Some("authorization_code") => {}
        Some(_) => return Err(Refusal::parameter()),
        None => return Err(Refusal::missing()),
    }
    let lasts = SignedDuration::from_hours(24 * i64::from(cx.world.unknown.session_days));
    let state = &mut *cx.state;
    let exchanged = state
        .logins
        .exchange(
            code,
            &company.corpid,
            app.appid.as_deref(),
            cx.now,
            lasts,
            &mut state.chance,
        )
        .map_err(|fault| match fault {
            CodeFault::Invalid => Refusal::new(40029, "invalid code"),
            CodeFault::WrongApp => {
                Refusal::new(40014, "invalid access_token, app type does not match")
            }
        })?;
    Ok(json!({
        "corpid": company.corpid,
        "userid": exchanged.userid,
        "session_key": exchanged.session_key,
    }))
}
