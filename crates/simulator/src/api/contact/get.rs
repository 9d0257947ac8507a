//! GET /cgi-bin/externalcontact/get — server-api.md §4.3, page 92114.

use serde_json::{Value, json};

use super::shape::{external_contact, follow_user};
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::Right;

/// More followers than this come in pages.
const PAGE: usize = 500;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "externalcontact/get",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查客户详情",
    "the server asks for a customer's details",
)
.also(&["crm/get_external_contact"]);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx
        .call
        .query("external_userid")
        .ok_or(Refusal::customer_missing())?;
    let customer = caller.customer(id).ok_or(Refusal::customer_invalid())?;
    if customer.followers.is_empty() {
        return Err(Refusal::not_external_contact());
    }
    let visible = |userid: &String| caller.app.sees(userid);
    if !customer.followers.iter().any(visible) {
        // The id is invalid for who asks when every follower is out of range (server-api.md §11, 40096).
        return Err(Refusal::customer_invalid());
    }
    let followers: Vec<Value> = caller
        .followers(customer)
        .map(|it| follow_user(cx.state, &caller, customer, it))
        .collect();
    if followers.is_empty() {
        return Err(Refusal::unlicensed());
    }
    let (followers, next_cursor) = cursor::page(followers, cx.call.query("cursor"), PAGE)?;
    Ok(json!({
        "external_contact": external_contact(&caller, customer),
        "follow_user": followers,
        "next_cursor": next_cursor,
    })
    .into())
}
