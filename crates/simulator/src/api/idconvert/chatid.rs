//! POST /cgi-bin/idconvert/chatid — server-api.md §10.2, page 99601: for provider-developed apps. Every company counts as
//! upgraded.

use serde_json::json;

use super::every::{Turned, every, items};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "idconvert/chatid",
    Answer::Provided(answer),
    "服务商换群 id",
    "the provider turns chat_ids into its own",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let Turned { done, invalid } = every(cx, "chat_id_list", 100, |id| {
        let group = caller.company.group(id)?;
        Some(caller.chat_id(&group.id).into_owned())
    })?;
    Ok(json!({
        "items": items(done, "chat_id", "new_chat_id"),
        "invalid_chat_id_list": invalid,
    })
    .into())
}
