//! POST /cgi-bin/externalcontact/from_service_external_userid — server-api.md §10.2, page 95884.

use serde_json::json;

use super::source::source;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/from_service_external_userid",
    Answer::Own(answer),
    "服务器还原服务商的 external_userid",
    "the server turns a provider's external_userid back",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx
        .call
        .text("external_userid")
        .ok_or(Refusal::customer_missing())?;
    let source = source(cx, &caller)?;
    let customer = source.customer(id).ok_or(Refusal::customer_invalid())?;
    Ok(json!({"external_userid": customer.id}).into())
}
