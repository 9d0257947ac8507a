//! POST /cgi-bin/externalcontact/get_new_external_userid — server-api.md §10.2, page 97107. Ids that name nobody are left
//! out: the page has no list of them.

use serde_json::json;

use super::every::{Turned, every, items};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_new_external_userid",
    Answer::Provided(answer),
    "服务商换 external_userid",
    "the provider turns external_userids into its own",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let Turned { done, .. } = every(cx, "external_userid_list", 1000, |id| {
        let customer = caller.company.customer(id)?;
        Some(caller.external_userid(&customer.id).into_owned())
    })?;
    Ok(json!({"items": items(done, "external_userid", "new_external_userid")}).into())
}
