//! POST /cgi-bin/externalcontact/del_contact_way — server-api.md §4.11, page 92228.

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/del_contact_way",
    Answer::OwnContact(answer),
    "服务器删除「联系我」",
    "the server deletes a contact way",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    shape::delete(cx, &caller, WayKind::Contact)?;
    done()
}
