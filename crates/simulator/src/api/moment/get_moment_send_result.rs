//! POST /cgi-bin/externalcontact/get_moment_send_result — server-api.md §7.3, page 93333: who has seen it.

use serde_json::{Value, json};

use super::find::{part, refusal};
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::MomentFault;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_moment_send_result",
    Answer::Contact(Right::ReadMoments, answer),
    "服务器查朋友圈到达的客户",
    "the server asks whom a moment has reached",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let published = part(cx, &caller)?
        .published
        .as_ref()
        .ok_or_else(|| refusal(MomentFault::NotPublished))?;
    let customers: Vec<Value> = published
        .reached
        .iter()
        .map(|it| json!({"external_userid": caller.external_userid(it)}))
        .collect();
    let limit = cx.call.limit(3000, 5000)?;
    let (customers, next_cursor) = cursor::page(customers, cx.call.text("cursor"), limit)?;
    Ok(json!({"customer_list": customers, "next_cursor": next_cursor}).into())
}
