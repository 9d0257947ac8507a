//! POST /cgi-bin/externalcontact/get_groupmsg_send_result — server-api.md §6.6, page 93338.

use serde_json::{Value, json};

use super::find::dispatched;
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{Outcome, Receivers, Send, Task, TaskState};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_groupmsg_send_result",
    Answer::Contact(Right::MassSend, answer),
    "服务器查群发结果",
    "the server asks for the results of a mass send",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let send = dispatched(cx, &caller)?;
    let userid = cx
        .call
        .text("userid")
        .ok_or(Refusal::new(41009, "missing userid"))?;
    let member = caller.member(userid)?;
    let results: Vec<Value> = send
        .task(&member.userid)
        .map(|it| results(&caller, send, it))
        .unwrap_or_default();
    let limit = cx.call.limit(500, 1000)?;
    let (results, next_cursor) = cursor::page(results, cx.call.text("cursor"), limit)?;
    Ok(json!({"send_list": results, "next_cursor": next_cursor}).into())
}

/// One member's receivers. Where the member picks groups only sent ones are told.
pub(super) fn results(caller: &Caller<'_>, send: &Send, task: &Task) -> Vec<Value> {
    let record = |id: &str, status: u8, sent: Option<i64>| {
        let mut it = json!({"userid": caller.userid(&task.userid), "status": status});
        match send.receivers {
            Receivers::Customers => it["external_userid"] = json!(caller.external_userid(id)),
            Receivers::Groups => it["chat_id"] = json!(caller.chat_id(id)),
        }
        if let Some(at) = sent {
            it["send_time"] = json!(at);
        }
        it
    };
    match (&task.state, &task.receivers) {
        (TaskState::Confirmed { at, results }, chosen) => results
            .iter()
            .filter(|(_, outcome)| chosen.is_some() || *outcome == Outcome::Sent)
            .map(|(id, outcome)| {
                let sent = (*outcome == Outcome::Sent).then(|| at.as_second());
                record(id, outcome.status(), sent)
            })
            .collect(),
        (_, Some(ids)) => ids.iter().map(|id| record(id, 0, None)).collect(),
        (_, None) => Vec::new(),
    }
}
