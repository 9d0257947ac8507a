//! POST /cgi-bin/externalcontact/groupchat/onjob_transfer — server-api.md §4.11, page 95703: groups of owners who stay.

use super::handover::give;
use crate::api::{Answer, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/onjob_transfer",
    Answer::OwnContact(|cx, caller| give(cx, &caller, false)),
    "服务器把群转给另一位成员",
    "the server gives groups to another member",
);
