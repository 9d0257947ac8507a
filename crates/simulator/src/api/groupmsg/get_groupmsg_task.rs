//! POST /cgi-bin/externalcontact/get_groupmsg_task — server-api.md §6.5, page 93338: status 0 not sent, 2 sent.

use serde_json::{Value, json};

use super::find::dispatched;
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::TaskState;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_groupmsg_task",
    Answer::Contact(Right::MassSend, answer),
    "服务器查群发任务",
    "the server asks about a mass send",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let tasks: Vec<Value> = dispatched(cx, &caller)?
        .tasks
        .iter()
        .filter(|it| caller.app.sees(&it.userid))
        .map(|it| match it.state {
            TaskState::Confirmed { at, .. } => json!({
                "userid": caller.userid(&it.userid), "status": 2, "send_time": at.as_second(),
            }),
            TaskState::Waiting | TaskState::Declined => {
                json!({"userid": caller.userid(&it.userid), "status": 0})
            }
        })
        .collect();
    let limit = cx.call.limit(500, 1000)?;
    let (tasks, next_cursor) = cursor::page(tasks, cx.call.text("cursor"), limit)?;
    Ok(json!({"task_list": tasks, "next_cursor": next_cursor}).into())
}
