//! GET /cgi-bin/externalcontact/get_follow_user_list — server-api.md §4.1, page 92571.

use std::borrow::Cow;

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "externalcontact/get_follow_user_list",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查谁有客户联系",
    "the server asks who has customer contact",
)
.also(&["crm/get_customer_contacts"]);

fn answer(_: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let members: Vec<Cow<'_, str>> = caller
        .members()
        .filter(|it| it.customer_contact)
        .map(|it| caller.userid(&it.userid))
        .collect();
    Ok(json!({"follow_user": members}).into())
}
