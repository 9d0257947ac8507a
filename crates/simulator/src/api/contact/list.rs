//! GET /cgi-bin/externalcontact/list — server-api.md §4.2, page 92113.
//!
//! The older path answers with another field name, says the page, and does not say which: the same is used.

use std::borrow::Cow;

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::{NoCustomers, Right};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "externalcontact/list",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查成员的客户",
    "the server lists a member's customers",
)
.also(&["crm/get_external_contact_list"]);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let userid = cx
        .call
        .query("userid")
        .ok_or(Refusal::new(41009, "missing userid"))?;
    let member = caller.member(userid)?;
    if !member.customer_contact {
        return Err(Refusal::new(84074, "no permission of external contact"));
    }
    if !caller.licensed(member) {
        return Err(Refusal::unlicensed());
    }
    let ids: Vec<Cow<'_, str>> = caller
        .company
        .customers_of(&member.userid)
        .map(|it| caller.external_userid(&it.id))
        .collect();
    if ids.is_empty() && cx.world.unknown.no_customers == NoCustomers::NotExternalContact {
        return Err(Refusal::not_external_contact());
    }
    Ok(json!({"external_userid": ids}).into())
}
