//! GET /cgi-bin/externalcontact/get_follow_user_list — server-api.md §4.1, page 92571.

use serde_json::{Value, json};

use super::context::Context;
use super::refusal::Refusal;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let members: Vec<&str> = company
        .members
        .iter()
        .filter(|it| it.customer_contact && app.sees(&it.userid))
        .map(|it| it.userid.as_str())
        .collect();
    Ok(json!({"follow_user": members}))
}
