//! POST /cgi-bin/externalcontact/remind_groupmsg_send — server-api.md §6.2, page 97610.

use super::find::send;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, done};
use crate::state::TaskFault;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/remind_groupmsg_send",
    Answer::Contact(Right::MassSend, answer),
    "服务器提醒成员群发",
    "the server reminds members of a mass send",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let msgid = send(cx, &caller)?.msgid.clone();
    cx.state
        .sends
        .remind(&caller.company.corpid, &msgid, cx.now)
        .map_err(refusal)?;
    done()
}

pub(super) fn refusal(fault: TaskFault) -> Refusal {
    match fault {
        TaskFault::Cancelled => Refusal::new(41093, "group msg has been cancelled"),
        TaskFault::Reminded => Refusal::new(41094, "group msg remind times out of limit"),
        // Not one of the API's.
        _ => Refusal::new(41047, "invalid group msg id"),
    }
}
