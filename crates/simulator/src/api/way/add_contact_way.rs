//! POST /cgi-bin/externalcontact/add_contact_way — server-api.md §4.11, page 92228.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_contact_way",
    Answer::OwnContact(answer),
    "服务器配置「联系我」",
    "the server makes a contact way",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let mut fields = shape::contact(cx, &caller)?;
    if !shape::is(&fields, "type", &[1, 2]) || !shape::is(&fields, "scene", &[1, 2]) {
        return Err(Refusal::parameter());
    }
    let users = fields.get("user").and_then(|it| it.as_array());
    let users = users.map_or(0, Vec::len);
    // One member, or several of members and departments.
    let fit = match shape::is(&fields, "type", &[1]) {
        true => users == 1,
        false => users > 0 || fields.contains_key("party"),
    };
    if !fit {
        return Err(Refusal::parameter());
    }
    fields.entry("skip_verify").or_insert(json!(true));
    let scene_two = shape::is(&fields, "scene", &[2]);
    let id = shape::add(cx, &caller, WayKind::Contact, fields)?;
    let mut told = json!({"config_id": id});
    if scene_two {
        told["qr_code"] = json!(shape::qr_code(cx, &id));
    }
    Ok(told.into())
}
