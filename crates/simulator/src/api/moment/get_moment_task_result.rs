//! GET /cgi-bin/externalcontact/get_moment_task_result — server-api.md §7.2, page 95094. Without a single member who can
//! publish, the task fails; with which code is in no source, and 81013 (all ids invalid) is given.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "externalcontact/get_moment_task_result",
    Answer::Contact(Right::PublishMoments, answer),
    "服务器查朋友圈创建结果",
    "the server asks how the making of a moment went",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let jobid = cx.call.query("jobid").ok_or(Refusal::parameter())?;
    let job = cx
        .state
        .moments
        .job(&caller.company.corpid, jobid, cx.now)
        .ok_or(Refusal::parameter())?;
    let status = job.status(cx.now, i64::from(cx.world.unknown.dispatch_seconds));
    let mut body = json!({"status": status, "type": "add_moment_task"});
    if status == 3 {
        let (code, text) = match job.moment {
            Some(_) => (0, "ok"),
            None => (81013, "all ids are invalid"),
        };
        body["result"] = json!({
            "errcode": code,
            "errmsg": text,
            "moment_id": job.moment.as_deref().unwrap_or_default(),
            "invalid_sender_list": {
                "user_list": job.invalid.users, "department_list": job.invalid.departments,
            },
            "invalid_external_contact_list": {"tag_list": job.invalid.tags},
        });
    }
    Ok(body.into())
}
