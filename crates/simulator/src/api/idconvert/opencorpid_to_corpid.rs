//! POST /cgi-bin/corp/opencorpid_to_corpid — server-api.md §10.2, page 95884. The page's field names are not in our
//! sources; those of the opposite call are used.

use serde_json::json;

use super::source::source;
use crate::api::caller::company;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "corp/opencorpid_to_corpid",
    Answer::Own(answer),
    "服务器还原服务商的 corpid",
    "the server turns a provider's corpid back",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let given = cx.call.needed("open_corpid")?;
    let source = source(cx, &caller)?;
    let corpid = source
        .provider
        .and_then(|(provider, _)| company(cx, provider, given))
        .filter(|it| it.corpid == caller.company.corpid && it.corpid != given)
        .map(|it| it.corpid.as_str())
        .ok_or(Refusal::new(40013, "invalid corpid"))?;
    Ok(json!({"corpid": corpid}).into())
}
