//! POST /cgi-bin/externalcontact/get_groupmsg_list_v2 — server-api.md §6.4, page 93338.
//!
//! Sends made through the client's share calls appear as personal ones, `create_type` 1 (client-api.md §3.2: inferred).

use serde_json::{Value, json};

use super::context::{Context, member};
use super::cursor;
use super::refusal::Refusal;
use crate::state::{Receivers, Send};

const MAX: i64 = 100;
const DEFAULT: i64 = 50;
/// "One month", which the page does not count in days.
const WINDOW: i64 = 31 * 24 * 3600;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let receivers = match cx.call.text("chat_type") {
        Some("single") => Receivers::Customers,
        Some("group") => Receivers::Groups,
        Some(_) => return Err(Refusal::new(86214, "invalid chat type")),
        None => return Err(Refusal::parameter()),
    };
    let (Some(start), Some(end)) = (cx.call.number("start_time")?, cx.call.number("end_time")?)
    else {
        return Err(Refusal::parameter());
    };
    if end < start || end - start > WINDOW {
        return Err(Refusal::parameter());
    }
    let personal = match cx.call.number("filter_type")?.unwrap_or(2) {
        0 => false,
        1 | 2 => true,
        _ => return Err(Refusal::parameter()),
    };
    let creator = cx.call.text("creator");
    if let Some(creator) = creator {
        member(company, app, creator)?;
    }
    // Over the maximum the default holds, not the maximum.
    let limit = match cx.call.number("limit")? {
        Some(limit @ 1..=MAX) => limit,
        None => DEFAULT,
        Some(limit) if limit > MAX => DEFAULT,
        Some(_) => return Err(Refusal::parameter()),
    };
    let sends: Vec<&Send> = cx
        .state
        .sends
        .of(&company.corpid)
        .filter(|_| personal)
        .filter(|it| it.receivers == receivers && app.sees(&it.creator))
        .filter(|it| (start..=end).contains(&it.at.as_second()))
        .filter(|it| creator.is_none_or(|creator| creator == it.creator))
        .collect();
    let limit = usize::try_from(limit).map_err(|_| Refusal::parameter())?;
    let (sends, next_cursor) = cursor::page(sends, cx.call.text("cursor"), limit)?;
    let list: Vec<Value> = sends.into_iter().map(record).collect();
    Ok(json!({"group_msg_list": list, "next_cursor": next_cursor}))
}

fn record(send: &Send) -> Value {
    let attachments: Vec<Value> = send
        .content
        .attachments
        .iter()
        .map(|it| it.recorded())
        .collect();
    json!({
        "msgid": send.msgid,
        "creator": send.creator,
        "create_time": send.at.as_second(),
        "create_type": 1,
        "text": {"content": send.content.text.as_deref().unwrap_or_default()},
        "attachments": attachments,
    })
}
