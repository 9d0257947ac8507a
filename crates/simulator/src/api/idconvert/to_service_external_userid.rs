//! POST /cgi-bin/externalcontact/to_service_external_userid — server-api.md §10.2, page 95195: from a provider-developed
//! app's id to that of the provider's third-party apps. Here a provider has one id for a customer.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/to_service_external_userid",
    Answer::Provided(answer),
    "服务商换第三方应用的 external_userid",
    "the provider asks for its third-party apps' external_userid",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx
        .call
        .text("external_userid")
        .ok_or(Refusal::customer_missing())?;
    let customer = caller.customer(id).ok_or(Refusal::customer_invalid())?;
    Ok(json!({"external_userid": caller.external_userid(&customer.id)}).into())
}
