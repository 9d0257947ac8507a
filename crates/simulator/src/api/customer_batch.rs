//! POST /cgi-bin/externalcontact/batch/get_by_user — server-api.md §4.4, page 92994.
//!
//! The documented field is `userid_list`; the older `userid` (one text), which public clients still send, is taken too.

use serde_json::{Value, json};

use super::context::{Context, member};
use super::cursor;
use super::refusal::Refusal;

const DEFAULT: usize = 50;
/// Larger values are clamped to it.
const MAX: usize = 100;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let userids = match cx.call.texts("userid_list")? {
        Some(list) => list,
        None => vec![cx.call.text("userid").ok_or(Refusal::parameter())?],
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
    for userid in userids {
        if member(company, app, userid)?.customer_contact {
            pairs.extend(company.customers_of(userid).map(|it| (userid, it)));
        }
    }
    let (pairs, next_cursor) = cursor::page(pairs, cx.call.text("cursor"), limit)?;
    let list: Vec<Value> = pairs
        .into_iter()
        .map(|(userid, customer)| {
            json!({
                "external_contact": {
                    "external_userid": customer.id,
                    "name": customer.name,
                    "avatar": "",
                    "type": 1,
                    "gender": 0,
                },
                "follow_info": {
                    "userid": userid, "remark": customer.name, "description": "",
                    "createtime": 0, "tag_id": [], "state": "", "oper_userid": userid, "add_way": 0,
                },
            })
        })
        .collect();
    Ok(json!({"external_contact_list": list, "next_cursor": next_cursor}))
}
