//! POST /cgi-bin/service/get_provider_token — server-api.md §10.1, page 96237. `errcode` only on failure.

use serde_json::json;

use crate::api::caller::trusted;
use crate::api::{Answer, Answered, Context, Endpoint, Refusal, Reply};
use crate::state::Owner;
use crate::world::RepeatedGetToken;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/get_provider_token",
    Answer::Open(answer),
    "服务商取 provider_access_token",
    "the provider asks for a provider_access_token",
);

fn answer(cx: &mut Context<'_>) -> Answered {
    let corpid = cx
        .call
        .text("corpid")
        .ok_or(Refusal::new(41002, "corpid missing"))?;
    let secret = cx
        .call
        .text("provider_secret")
        .ok_or(Refusal::new(41004, "provider_secret missing"))?;
    let provider = cx
        .world
        .provider(corpid)
        .ok_or(Refusal::new(40013, "invalid corpid"))?;
    trusted(provider.trusted_ips.as_deref(), cx.ip)?;
    if secret != provider.secret {
        return Err(Refusal::new(40001, "invalid credential"));
    }
    let state = &mut *cx.state;
    let (token, seconds) = state.tokens.issue(
        Owner::Provider(corpid.to_owned()),
        RepeatedGetToken::Same,
        cx.now,
        &mut state.chance,
    );
    Ok(Reply::Bare(
        json!({"provider_access_token": token, "expires_in": seconds}),
    ))
}
