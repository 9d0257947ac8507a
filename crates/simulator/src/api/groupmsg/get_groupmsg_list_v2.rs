//! POST /cgi-bin/externalcontact/get_groupmsg_list_v2 — server-api.md §6.4, page 93338.
//!
//! Sends made through the client's share calls appear as personal ones, `create_type` 1 (client-api.md §3.2: inferred).

use serde_json::{Value, json};

use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{Origin, Receivers, Send};
use crate::world::Right;

/// "One month", which the page does not count in days.
const WINDOW: i64 = 31 * 24 * 3600;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_groupmsg_list_v2",
    Answer::Contact(Right::MassSend, answer),
    "服务器查群发记录",
    "the server lists mass sends",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let receivers = match cx.call.needed("chat_type")? {
        "single" => Receivers::Customers,
        "group" => Receivers::Groups,
        _ => return Err(Refusal::new(86214, "invalid chat type")),
    };
    let (Some(start), Some(end)) = (cx.call.number("start_time")?, cx.call.number("end_time")?)
    else {
        return Err(Refusal::parameter());
    };
    if end < start || end - start > WINDOW {
        return Err(Refusal::parameter());
    }
    let (corp, personal) = match cx.call.number("filter_type")?.unwrap_or(2) {
        0 => (true, false),
        1 => (false, true),
        2 => (true, true),
        _ => return Err(Refusal::parameter()),
    };
    let creator = match cx.call.text("creator") {
        None => None,
        Some(it) => Some(caller.member(it)?.userid.as_str()),
    };
    let wanted = |it: &&Send| {
        let of_kind = match &it.origin {
            Origin::Api(_) => corp && creator.is_none(),
            Origin::Member(userid) => personal && creator.is_none_or(|it| it == userid),
        };
        of_kind
            && it.receivers == receivers
            && it.tasks.iter().any(|it| caller.app.sees(&it.userid))
            && (start..=end).contains(&it.at.as_second())
    };
    let sends: Vec<&Send> = cx
        .state
        .sends
        .of(&caller.company.corpid)
        .filter(wanted)
        .collect();
    let limit = cx.call.limit(50, 100)?;
    let (sends, next_cursor) = cursor::page(sends, cx.call.text("cursor"), limit)?;
    let list: Vec<Value> = sends.into_iter().map(|it| record(&caller, it)).collect();
    Ok(json!({"group_msg_list": list, "next_cursor": next_cursor}).into())
}

fn record(caller: &Caller<'_>, send: &Send) -> Value {
    let attachments: Vec<Value> = send
        .content
        .attachments
        .iter()
        .map(|it| it.recorded())
        .collect();
    let mut record = json!({
        "msgid": send.msgid,
        "create_time": send.at.as_second(),
        "create_type": match send.origin {
            Origin::Api(_) => 0,
            Origin::Member(_) => 1,
        },
        "text": {"content": send.content.text.as_deref().unwrap_or_default()},
        "attachments": attachments,
    });
    if let Origin::Member(userid) = &send.origin {
        record["creator"] = json!(caller.userid(userid));
    }
    record
}
