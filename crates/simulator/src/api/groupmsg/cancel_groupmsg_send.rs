//! POST /cgi-bin/externalcontact/cancel_groupmsg_send — server-api.md §6.3, page 97611.

use super::find::send;
use super::remind_groupmsg_send::refusal;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/cancel_groupmsg_send",
    Answer::Contact(Right::MassSend, answer),
    "服务器停止群发",
    "the server cancels a mass send",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let msgid = send(cx, &caller)?.msgid.clone();
    cx.state
        .sends
        .cancel(&caller.company.corpid, &msgid)
        .map_err(refusal)?;
    done()
}
