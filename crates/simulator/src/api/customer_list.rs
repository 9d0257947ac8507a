//! GET /cgi-bin/externalcontact/list — server-api.md §4.2, page 92113.

use serde_json::{Value, json};

use super::context::{Context, member};
use super::refusal::Refusal;
use crate::world::NoCustomers;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let userid = cx
        .call
        .query("userid")
        .ok_or(Refusal::new(41009, "missing userid"))?;
    let member = member(company, app, userid)?;
    if !member.customer_contact {
        return Err(Refusal::new(84074, "no permission of external contact"));
    }
    let ids: Vec<&str> = company
        .customers_of(userid)
        .map(|it| it.id.as_str())
        .collect();
    if ids.is_empty() && cx.world.unknown.no_customers == NoCustomers::NotExternalContact {
        return Err(Refusal::new(84061, "not external contact"));
    }
    Ok(json!({"external_userid": ids}))
}
