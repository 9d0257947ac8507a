//! POST /cgi-bin/externalcontact/get_moment_task — server-api.md §7.3, page 93333.

use serde_json::{Value, json};

use super::find::made;
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_moment_task",
    Answer::Contact(Right::ReadMoments, answer),
    "服务器查谁发表了朋友圈",
    "the server asks who has published a moment",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let tasks: Vec<Value> = made(cx, &caller)?
        .parts
        .iter()
        .filter(|it| caller.app.sees(&it.userid))
        .map(|it| {
            json!({
                "userid": caller.userid(&it.userid),
                "publish_status": u8::from(it.published.is_some()),
            })
        })
        .collect();
    let limit = cx.call.limit(500, 1000)?;
    let (tasks, next_cursor) = cursor::page(tasks, cx.call.text("cursor"), limit)?;
    Ok(json!({"task_list": tasks, "next_cursor": next_cursor}).into())
}
