//! POST /cgi-bin/externalcontact/get_groupmsg_send_result — server-api.md §6.6, page 93338.

use serde_json::{Value, json};

use super::context::{Context, member};
use super::cursor;
use super::groupmsg_task::{limit, send};
use super::refusal::Refusal;
use crate::state::{Outcome, Receivers};

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let send = send(cx, company, app)?;
    let userid = cx
        .call
        .text("userid")
        .ok_or(Refusal::new(41009, "missing userid"))?;
    member(company, app, userid)?;
    let results: Vec<Value> = send
        .results
        .iter()
        .filter(|_| send.creator == userid)
        .map(|(id, outcome)| {
            let key = match send.receivers {
                Receivers::Customers => "external_userid",
                Receivers::Groups => "chat_id",
            };
            let mut it = json!({"userid": userid, "status": outcome.status()});
            it[key] = json!(id);
            if *outcome == Outcome::Sent {
                it["send_time"] = json!(send.at.as_second());
            }
            it
        })
        .collect();
    let (results, next_cursor) = cursor::page(results, cx.call.text("cursor"), limit(cx)?)?;
    Ok(json!({"send_list": results, "next_cursor": next_cursor}))
}
