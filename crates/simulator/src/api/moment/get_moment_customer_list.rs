//! POST /cgi-bin/externalcontact/get_moment_customer_list — server-api.md §7.3, page 93333: who is to see it.

use serde_json::{Value, json};

use super::find::part;
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_moment_customer_list",
    Answer::Contact(Right::ReadMoments, answer),
    "服务器查朋友圈可见的客户",
    "the server asks who is to see a moment",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let part = part(cx, &caller)?;
    let customers: Vec<Value> = part
        .customers
        .iter()
        .map(|it| {
            json!({
                "userid": caller.userid(&part.userid),
                "external_userid": caller.external_userid(it),
            })
        })
        .collect();
    let limit = cx.call.limit(500, 1000)?;
    let (customers, next_cursor) = cursor::page(customers, cx.call.text("cursor"), limit)?;
    Ok(json!({"customer_list": customers, "next_cursor": next_cursor}).into())
}
