//! POST /cgi-bin/miniprogram/transfer_session — server-api.md §3.4, page 95817.
//!
//! Only between an upstream and a downstream company. A world has no such pairs, so no session here was issued by an
//! upstream app: whatever is asked, the session is not one that can be transferred.

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "miniprogram/transfer_session",
    Answer::App(answer),
    "服务器把上游的会话换到下游",
    "the server transfers an upstream session",
);

fn answer(cx: &mut Context<'_>, _: Caller<'_>) -> Answered {
    for name in ["userid", "session_key"] {
        if cx.call.needed(name)?.len() > 64 {
            return Err(Refusal::parameter());
        }
    }
    Err(Refusal::new(60111, "userid not found"))
}
