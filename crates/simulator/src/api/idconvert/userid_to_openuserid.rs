//! POST /cgi-bin/batch/userid_to_openuserid — server-api.md §10.2, page 97106.

use serde_json::json;

use super::every::{Turned, every, items};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "batch/userid_to_openuserid",
    Answer::Provided(answer),
    "服务商换 userid",
    "the provider turns userids into its own",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let Turned { done, invalid } = every(cx, "userid_list", 1000, |id| {
        let member = caller.company.member(id)?;
        (caller.app.sees(&member.userid)).then(|| caller.userid(&member.userid).into_owned())
    })?;
    Ok(json!({
        "open_userid_list": items(done, "userid", "open_userid"),
        "invalid_userid_list": invalid,
    })
    .into())
}
