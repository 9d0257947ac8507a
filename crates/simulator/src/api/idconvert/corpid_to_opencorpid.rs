//! POST /cgi-bin/service/corpid_to_opencorpid — server-api.md §10.2, page 97105.

use serde_json::json;

use crate::api::caller::open_corpid;
use crate::api::{Answer, Answered, Context, Endpoint, ProviderCaller, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/corpid_to_opencorpid",
    Answer::Provider(answer),
    "服务商换 corpid",
    "the provider turns a corpid into its own",
);

fn answer(cx: &mut Context<'_>, caller: ProviderCaller<'_>) -> Answered {
    let corpid = cx
        .call
        .text("corpid")
        .ok_or(Refusal::new(41002, "corpid missing"))?;
    let company = cx
        .world
        .company(corpid)
        .ok_or(Refusal::new(40013, "invalid corpid"))?;
    Ok(json!({"open_corpid": open_corpid(caller.provider, &company.corpid)}).into())
}
