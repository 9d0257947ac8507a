//! POST /cgi-bin/externalcontact/groupchat/add_join_way — server-api.md §4.11, page 92229.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/add_join_way",
    Answer::OwnContact(answer),
    "服务器配置「加入群聊」",
    "the server makes a way to join groups",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let mut fields = shape::join(cx, &caller)?;
    if !shape::is(&fields, "scene", &[1, 2]) {
        return Err(Refusal::parameter());
    }
    fields.entry("auto_create_room").or_insert(json!(1));
    let id = shape::add(cx, &caller, WayKind::Join, fields)?;
    Ok(json!({"config_id": id}).into())
}
