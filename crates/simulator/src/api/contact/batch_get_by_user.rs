//! POST /cgi-bin/externalcontact/batch/get_by_user — server-api.md §4.4, page 92994.
//!
//! The documented field is `userid_list`; the older `userid` (one text), which public clients still send, is taken too.
//! Whether WeCom still does is not found.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::shape::{external_contact, follow_info};
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::Right;

const DEFAULT: usize = 50;
/// Larger values are clamped to it.
const MAX: usize = 100;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/batch/get_by_user",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器批量查客户详情",
    "the server asks for customers' details",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let userids = match cx.call.texts("userid_list")? {
        Some(list) => list,
        None => vec![cx.call.needed("userid")?],
    };
    if userids.is_empty() || userids.len() > 100 {
        return Err(Refusal::parameter());
    }
    let limit = match cx.call.number("limit")? {
        None | Some(0) => DEFAULT,
        Some(limit) => usize::try_from(limit)
            .map_err(|_| Refusal::parameter())?
            .min(MAX),
    };
    let mut pairs = Vec::new();
    let mut unlicensed: Vec<Cow<'_, str>> = Vec::new();
    for userid in &userids {
        let member = caller.member(userid)?;
        if !caller.licensed(member) {
            unlicensed.push(caller.userid(&member.userid));
        } else if member.customer_contact {
            let customers = caller.company.customers_of(&member.userid);
            pairs.extend(customers.map(|it| (member, it)));
        }
    }
    if unlicensed.len() == userids.len() {
        return Err(Refusal::unlicensed());
    }
    let (pairs, next_cursor) = cursor::page(pairs, cx.call.text("cursor"), limit)?;
    let list: Vec<Value> = pairs
        .into_iter()
        .map(|(member, customer)| {
            json!({
                "external_contact": external_contact(&caller, customer),
                "follow_info": follow_info(cx.state, &caller, customer, member),
            })
        })
        .collect();
    let mut body = json!({"external_contact_list": list, "next_cursor": next_cursor});
    if !unlicensed.is_empty() {
        body["fail_info"] = json!({"unlicensed_userid_list": unlicensed});
    }
    Ok(body.into())
}
