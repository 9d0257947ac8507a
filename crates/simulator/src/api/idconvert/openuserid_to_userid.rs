//! POST /cgi-bin/batch/openuserid_to_userid — server-api.md §10.2, page 95884. The page's field names are not in our
//! sources; those of the opposite call are used.

use serde_json::json;

use super::every::{Turned, every, items};
use super::source::source;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::subject::IdKind;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "batch/openuserid_to_userid",
    Answer::Own(answer),
    "服务器还原服务商的 userid",
    "the server turns a provider's userids back",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let source = source(cx, &caller)?;
    let Turned { done, invalid } = every(cx, "open_userid_list", 1000, |id| {
        let plain = source.subject.plain(IdKind::Member, id)?;
        let member = caller.company.member(&plain)?;
        caller
            .app
            .sees(&member.userid)
            .then(|| member.userid.clone())
    })?;
    Ok(json!({
        "userid_list": items(done, "open_userid", "userid"),
        "invalid_open_userid_list": invalid,
    })
    .into())
}
