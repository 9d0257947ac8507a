//! What a company's authorisation is told as.

use serde_json::{Value, json};

use crate::api::caller::open_corpid;
use crate::api::{Caller, Context, Refusal, SuiteCaller};
use crate::state::Authorised;

/// The installation behind an `auth_code`, which is used up: 40078.
pub(super) fn redeem<'a>(
    cx: &mut Context<'a>,
    caller: &SuiteCaller<'_>,
) -> Result<(Caller<'a>, Authorised), Refusal> {
    let invalid = Refusal::new(40078, "invalid auth_code");
    let code = cx.call.needed("auth_code")?;
    let authorised = cx
        .state
        .suites
        .redeem(&caller.suite.id, code, cx.now)
        .ok_or(invalid.clone())?;
    let company = cx
        .world
        .company(&authorised.corpid)
        .ok_or(invalid.clone())?;
    let app = company
        .apps
        .iter()
        .find(|it| it.suite.as_deref() == Some(&caller.suite.id))
        .ok_or(invalid)?;
    cx.state
        .suites
        .install(&company.corpid, app.agentid, authorised.state.clone());
    Ok((Caller::new(cx, company, app), authorised))
}

/// The installation named by `auth_corpid` and `permanent_code`: 41002, 41025, 40013, 40084.
pub(super) fn installation<'a>(
    cx: &Context<'a>,
    caller: &SuiteCaller<'a>,
) -> Result<Caller<'a>, Refusal> {
    let corpid = cx
        .call
        .text("auth_corpid")
        .ok_or(Refusal::new(41002, "auth_corpid missing"))?;
    let code = cx
        .call
        .text("permanent_code")
        .ok_or(Refusal::new(41025, "permanent_code missing"))?;
    caller.installed(cx, corpid, code)
}

pub(super) fn auth_corp_info(caller: &SuiteCaller<'_>, installed: &Caller<'_>) -> Value {
    json!({
        "corpid": open_corpid(caller.provider, &installed.company.corpid),
        "corp_name": installed.company.name,
    })
}

pub(super) fn auth_user_info(installed: &Caller<'_>, authorised: &Authorised) -> Value {
    let member = installed.company.member(&authorised.userid);
    let userid = installed.userid(&authorised.userid);
    json!({
        "userid": userid,
        "open_userid": userid,
        "name": member.map_or("", |it| it.name.as_str()),
        "avatar": "",
    })
}

/// `auth_info.agent[]`: `level` is not explained in our sources; 0 is told.
pub(super) fn auth_info(caller: &SuiteCaller<'_>, installed: &Caller<'_>) -> Value {
    let app = installed.app;
    let users: Vec<_> = installed
        .members()
        .map(|it| installed.userid(&it.userid))
        .collect();
    json!({"agent": [{
        "agentid": app.agentid,
        "name": app.name,
        "auth_mode": 0,
        "is_customized_app": caller.suite.provider_developed(),
        "privilege": {
            "level": 0,
            "allow_party": [],
            "allow_user": users,
            "allow_tag": [],
            "extra_party": [],
            "extra_user": [],
            "extra_tag": [],
        },
    }]})
}
