//! POST /cgi-bin/externalcontact/groupchat/del_join_way — server-api.md §4.11, page 92229.

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/del_join_way",
    Answer::OwnContact(answer),
    "服务器删除「加入群聊」",
    "the server deletes a way to join groups",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    shape::delete(cx, &caller, WayKind::Join)?;
    done()
}
