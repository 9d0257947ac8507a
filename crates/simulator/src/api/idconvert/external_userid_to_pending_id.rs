//! POST /cgi-bin/idconvert/batch/external_userid_to_pending_id — server-api.md §10.2, page 97108; also for customers whose
//! followers are out of range.

use serde_json::json;

use super::every::{Turned, every, items};
use super::pending::pending_id;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "idconvert/batch/external_userid_to_pending_id",
    Answer::Provided(answer),
    "服务商换 pending_id",
    "the provider turns external_userids into pending_ids",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let group = match cx.call.text("chat_id") {
        None => None,
        Some(id) => Some(
            caller
                .group(id)
                .ok_or(Refusal::new(90501, "chat is not external group chat"))?,
        ),
    };
    let Turned { done, .. } = every(cx, "external_userid", 100, |id| {
        let customer = caller.customer(id)?;
        let inside = group.is_none_or(|it| it.members.contains(&customer.id));
        inside.then(|| pending_id(&caller, &customer.id))
    })?;
    Ok(json!({"result": items(done, "external_userid", "pending_id")}).into())
}
