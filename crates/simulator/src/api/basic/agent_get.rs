//! GET /cgi-bin/agent/get — client-api.md §8.1 S2, page 90227.

use serde_json::{Value, json};

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "agent/get",
    Answer::App(answer),
    "服务器查应用",
    "the server asks about the app",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let Caller { company, app, .. } = caller;
    let agentid: i64 = cx
        .call
        .query("agentid")
        .and_then(|it| it.parse().ok())
        .ok_or(Refusal::new(40056, "invalid agentid"))?;
    if company.app(agentid).is_none() {
        return Err(Refusal::new(40056, "invalid agentid"));
    }
    if agentid != app.agentid {
        return Err(Refusal::new(301_002, "not allow operate another agent"));
    }
    let users: Vec<Value> = caller
        .members()
        .map(|it| json!({"userid": caller.userid(&it.userid)}))
        .collect();
    Ok(json!({
        "agentid": app.agentid,
        "name": app.name,
        "square_logo_url": "",
        "description": "",
        "allow_userinfos": {"user": users},
        "allow_partys": {"partyid": []},
        "allow_tags": {"tagid": []},
        "close": u8::from(!app.enabled),
        "redirect_domain": "",
        "report_location_flag": 0,
        "isreportenter": 0,
        "home_url": "",
    })
    .into())
}
