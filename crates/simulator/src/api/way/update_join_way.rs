//! POST /cgi-bin/externalcontact/groupchat/update_join_way — server-api.md §4.11, page 92229.

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, done};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/update_join_way",
    Answer::OwnContact(answer),
    "服务器改「加入群聊」",
    "the server changes a way to join groups",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let fields = shape::join(cx, &caller)?;
    if !shape::is(&fields, "scene", &[1, 2]) {
        return Err(Refusal::parameter());
    }
    shape::update(cx, &caller, WayKind::Join, fields)?;
    done()
}
