//! POST /cgi-bin/externalcontact/groupchat/get_join_way — server-api.md §4.11, page 92229.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/get_join_way",
    Answer::OwnContact(answer),
    "服务器查「加入群聊」",
    "the server asks for a way to join groups",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let way = shape::told(cx, &caller, WayKind::Join)?;
    Ok(json!({"join_way": way}).into())
}
