//! GET /cgi-bin/service/miniprogram/jscode2session — server-api.md §3.2, page 92423: for a mini program bound to a suite.

use serde_json::json;

use super::jscode2session::{Wrong, exchange};
use crate::api::caller::open_corpid;
use crate::api::{Answer, Answered, Context, Endpoint, Refusal, SuiteCaller};
use crate::subject::{IdKind, Subject};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "service/miniprogram/jscode2session",
    Answer::Suite(answer),
    "服务商用登录 code 换会话",
    "the provider exchanges a login code",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    let exchanged =
        exchange(cx, None, caller.suite.appid.as_deref()).map_err(|fault| match fault {
            Wrong::Asked(refusal) => refusal,
            Wrong::App => {
                Refusal::new(40082, "invalid suite_access_token, app type does not match")
            }
        })?;
    let subject = Subject::Provider {
        provider: &caller.provider.corpid,
        corpid: &exchanged.corpid,
    };
    let userid = subject.shown(IdKind::Member, &exchanged.userid);
    Ok(json!({
        "corpid": open_corpid(caller.provider, &exchanged.corpid),
        // Encrypted, as always after the ID upgrade.
        "userid": userid,
        "open_userid": userid,
        "session_key": exchanged.session_key,
    })
    .into())
}
