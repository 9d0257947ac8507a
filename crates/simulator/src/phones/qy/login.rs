//! `login` and `checkSession` (client-api.md §2.12).

use serde_json::json;

use super::caller::Caller;
use super::{Next, Said};

/// A code for the server; the session begins when the server has exchanged it.
pub(super) fn login(caller: &mut Caller<'_>) -> Result<Next, Said> {
    let appid = caller.appid().to_owned();
    let state = &mut *caller.state;
    let code = state.logins.login(
        &caller.company.corpid,
        &caller.member.userid,
        &appid,
        caller.now,
        &mut state.chance,
    );
    Ok(Next::Answer(Said::Ok, json!({"code": code})))
}

pub(super) fn check_session(caller: &mut Caller<'_>) -> Result<Next, Said> {
    let left = caller.state.logins.session(
        &caller.company.corpid,
        &caller.member.userid,
        caller.appid(),
        caller.now,
    );
    match left {
        Some(left) => Ok(Next::Answer(Said::Ok, json!({"expireIn": left.as_secs()}))),
        // The page says only that `fail` means expired.
        None => Err(Said::fail(
            "",
            "没有登录态，或登录态已过期",
            "no session, or the session has ended",
        )),
    }
}
