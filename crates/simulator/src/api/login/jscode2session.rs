//! GET /cgi-bin/miniprogram/jscode2session — server-api.md §3.1, page 91507.

use jiff::SignedDuration;
use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{CodeFault, Exchanged};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "miniprogram/jscode2session",
    Answer::App(answer),
    "服务器用登录 code 换会话",
    "the server exchanges a login code",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let Caller { company, app, .. } = caller;
    let exchanged =
        exchange(cx, Some(&company.corpid), app.appid.as_deref()).map_err(|fault| match fault {
            Wrong::Asked(refusal) => refusal,
            Wrong::App => Refusal::new(40014, "invalid access_token, app type does not match"),
        })?;
    Ok(json!({
        "corpid": company.corpid,
        "userid": caller.userid(&exchanged.userid),
        "session_key": exchanged.session_key,
    })
    .into())
}

pub(super) enum Wrong {
    Asked(Refusal),
    /// The token is not that of the app linked to the mini program.
    App,
}

/// Uses the code up: 40029 when it is none of this company's, expired or used. The page lists 42003 and 42022 beside it
/// without saying when, so which of them an expired and a used code get is a setting.
pub(super) fn exchange(
    cx: &mut Context<'_>,
    corpid: Option<&str>,
    appid: Option<&str>,
) -> Result<Exchanged, Wrong> {
    let missing = || Wrong::Asked(Refusal::missing());
    let code = cx.call.query("js_code").ok_or_else(missing)?;
    match cx.call.query("grant_type") {
        Some("authorization_code") => {}
        Some(_) => return Err(Wrong::Asked(Refusal::parameter())),
        None => return Err(missing()),
    }
    let unknown = &cx.world.unknown;
    let lasts = SignedDuration::from_hours(24 * i64::from(unknown.session_days));
    let state = &mut *cx.state;
    state
        .logins
        .exchange(code, corpid, appid, cx.now, lasts, &mut state.chance)
        .map_err(|fault| match fault {
            CodeFault::WrongApp => Wrong::App,
            CodeFault::Expired if unknown.own_login_codes => {
                Wrong::Asked(Refusal::new(42003, "code expired"))
            }
            CodeFault::Used if unknown.own_login_codes => {
                Wrong::Asked(Refusal::new(42022, "code has been used"))
            }
            CodeFault::Unknown | CodeFault::Expired | CodeFault::Used => {
                Wrong::Asked(Refusal::new(40029, "invalid code"))
            }
        })
}
