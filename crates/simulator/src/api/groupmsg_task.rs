//! POST /cgi-bin/externalcontact/get_groupmsg_task — server-api.md §6.5, page 93338.

use serde_json::{Value, json};

use super::context::Context;
use super::cursor;
use super::refusal::Refusal;
use crate::state::Send;
use crate::world::{App, Company};

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let send = send(cx, company, app)?;
    // A personal send is one task, and it exists because the member has sent it: status 2.
    let tasks = vec![json!({
        "userid": send.creator, "status": 2, "send_time": send.at.as_second(),
    })];
    let (tasks, next_cursor) = cursor::page(tasks, cx.call.text("cursor"), limit(cx)?)?;
    Ok(json!({"task_list": tasks, "next_cursor": next_cursor}))
}

/// The send named by `msgid`, if this app may see its sender.
pub(super) fn send<'a>(
    cx: &'a Context<'_>,
    company: &Company,
    app: &App,
) -> Result<&'a Send, Refusal> {
    let msgid = cx
        .call
        .text("msgid")
        .ok_or(Refusal::new(41046, "missing group msg id"))?;
    cx.state
        .sends
        .get(&company.corpid, msgid)
        .filter(|it| app.sees(&it.creator))
        .ok_or(Refusal::new(41047, "invalid group msg id"))
}

/// Default 500, at most 1000; over it the default holds.
pub(super) fn limit(cx: &Context<'_>) -> Result<usize, Refusal> {
    match cx.call.number("limit")? {
        Some(limit @ 1..=1000) => usize::try_from(limit).map_err(|_| Refusal::parameter()),
        None | Some(1001..) => Ok(500),
        Some(_) => Err(Refusal::parameter()),
    }
}
