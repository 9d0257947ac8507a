//! POST /cgi-bin/externalcontact/get_contact_way — server-api.md §4.11, page 92228.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_contact_way",
    Answer::OwnContact(answer),
    "服务器查「联系我」",
    "the server asks for a contact way",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let way = shape::told(cx, &caller, WayKind::Contact)?;
    Ok(json!({"contact_way": way}).into())
}
