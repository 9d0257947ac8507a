//! POST /cgi-bin/externalcontact/groupchat/transfer — server-api.md §4.11, page 92127: groups of owners who have left.

use super::handover::give;
use crate::api::{Answer, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/transfer",
    Answer::OwnContact(|cx, caller| give(cx, &caller, true)),
    "服务器把离职群主的群转给别人",
    "the server gives the groups of one who has left to another",
);
