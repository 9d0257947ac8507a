//! POST /cgi-bin/externalcontact/update_contact_way — server-api.md §4.11, page 92228: what is given; type and scene stay.

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::state::WayKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/update_contact_way",
    Answer::OwnContact(answer),
    "服务器改「联系我」",
    "the server changes a contact way",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let mut fields = shape::contact(cx, &caller)?;
    for fixed in ["type", "scene"] {
        fields.remove(fixed);
    }
    shape::update(cx, &caller, WayKind::Contact, fields)?;
    done()
}
