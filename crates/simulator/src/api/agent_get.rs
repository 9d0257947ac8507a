//! GET /cgi-bin/agent/get — client-api.md §8.1 S2, page 90227.

use serde_json::{Value, json};

use super::context::Context;
use super::refusal::Refusal;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.caller()?;
    let agentid: i64 = cx
        .call
        .query("agentid")
        .and_then(|it| it.parse().ok())
        .ok_or(Refusal::new(40056, "invalid agentid"))?;
    if company.app(agentid).is_none() {
        return Err(Refusal::new(40056, "invalid agentid"));
    }
    if agentid != app.agentid {
        return Err(Refusal::new(301002, "not allow operate another agent"));
    }
    let users: Vec<Value> = company
        .members
        .iter()
        .filter(|it| app.sees(&it.userid))
        .map(|it| json!({"userid": it.userid}))
        .collect();
    Ok(json!({
        "agentid": app.agentid,
        "name": app.name,
        "allow_userinfos": {"user": users},
        "allow_partys": {"partyid": []},
        "allow_tags": {"tagid": []},
        "close": u8::from(!app.enabled),
        "redirect_domain": "",
    }))
}
