//! POST /cgi-bin/service/get_admin_list — server-api.md §13 names it. A world has no administrators: the first member of
//! the company is taken for one.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, SuiteCaller};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/get_admin_list",
    Answer::Suite(answer),
    "服务商查应用管理员",
    "the provider asks for an app's administrators",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    let corpid = cx
        .call
        .text("auth_corpid")
        .ok_or(Refusal::new(41002, "auth_corpid missing"))?;
    let agentid = cx
        .call
        .number("agentid")?
        .ok_or(Refusal::new(40056, "invalid agentid"))?;
    let company = caller
        .company(cx, corpid)
        .ok_or(Refusal::new(40013, "invalid corpid"))?;
    let app = company
        .app(agentid)
        .filter(|it| it.suite.as_deref() == Some(&caller.suite.id))
        .ok_or(Refusal::new(40056, "invalid agentid"))?;
    let installed = Caller::new(cx, company, app);
    let userid = installed.userid(&company.members[0].userid);
    Ok(json!({"admin": [{"userid": userid, "auth_type": 1}]}).into())
}
