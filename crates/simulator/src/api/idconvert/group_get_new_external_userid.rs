//! POST /cgi-bin/externalcontact/groupchat/get_new_external_userid — server-api.md §10.2, page 97107: of a group's
//! members.

use serde_json::json;

use super::every::{Turned, every, items};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/get_new_external_userid",
    Answer::Provided(answer),
    "服务商换群成员的 external_userid",
    "the provider turns group members' ids into its own",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let chat_id = cx.call.needed("chat_id")?;
    let group = caller
        .company
        .group(chat_id)
        .or_else(|| caller.group(chat_id))
        .ok_or(Refusal::new(90501, "chat is not external group chat"))?;
    let Turned { done, .. } = every(cx, "external_userid_list", 1000, |id| {
        let customer = caller.company.customer(id)?;
        let inside = group.members.contains(&customer.id);
        inside.then(|| caller.external_userid(&customer.id).into_owned())
    })?;
    Ok(json!({"items": items(done, "external_userid", "new_external_userid")}).into())
}
