//! The mass send a question is about.

use crate::api::{Caller, Context, Refusal};
use crate::state::Send;

/// By `msgid`, if the app may see one of its senders: 41046, 41047.
pub(super) fn send<'a>(cx: &'a Context<'_>, caller: &Caller<'_>) -> Result<&'a Send, Refusal> {
    let msgid = cx
        .call
        .text("msgid")
        .ok_or(Refusal::new(41046, "missing group msg id"))?;
    cx.state
        .sends
        .get(&caller.company.corpid, msgid)
        .filter(|it| it.tasks.iter().any(|it| caller.app.sees(&it.userid)))
        .ok_or(Refusal::new(41047, "invalid group msg id"))
}

/// The same, for what cannot be told while the send is still being handed out: 41063.
pub(super) fn dispatched<'a>(
    cx: &'a Context<'_>,
    caller: &Caller<'_>,
) -> Result<&'a Send, Refusal> {
    let send = send(cx, caller)?;
    if send.dispatching(cx.now, cx.world.unknown.dispatch_seconds) {
        return Err(Refusal::new(41063, "group msg is being dispatched"));
    }
    Ok(send)
}
