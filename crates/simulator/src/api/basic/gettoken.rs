//! GET /cgi-bin/gettoken — server-api.md §2.1, page 91039; for provider-developed apps page 97164.

use serde_json::json;

use crate::api::caller::company;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::Owner;
use crate::world::{App, Company};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "gettoken",
    Answer::Open(answer),
    "服务器取 access_token",
    "the server asks for an access_token",
);

fn answer(cx: &mut Context<'_>) -> Answered {
    let corpid = cx
        .call
        .query("corpid")
        .ok_or(Refusal::new(41002, "corpid missing"))?;
    let secret = cx
        .call
        .query("corpsecret")
        .ok_or(Refusal::new(41004, "corpsecret missing"))?;
    if cx.state.gate.banned(cx.ip, cx.now) {
        return Err(Refusal::frequency());
    }
    let (company, app) = find(cx, corpid, secret).inspect_err(|refusal| {
        if refusal.code == 40001 {
            cx.state.gate.wrong_secret(cx.ip, cx.now);
        }
    })?;
    if !app.enabled {
        return Err(Refusal::new(50003, "app disabled"));
    }
    Caller::new(cx, company, app).trusted(cx.ip)?;
    let owner = Owner::App {
        corpid: company.corpid.clone(),
        agentid: app.agentid,
    };
    let repeat = cx.world.unknown.gettoken;
    let state = &mut *cx.state;
    let (token, seconds) = state.tokens.issue(owner, repeat, cx.now, &mut state.chance);
    Ok(json!({"access_token": token, "expires_in": seconds}).into())
}

/// The app with this secret. A provider-developed app's is its permanent code, and its provider may name the company in
/// its own way; a third-party app has get_corp_token instead.
fn find<'a>(
    cx: &Context<'a>,
    corpid: &str,
    secret: &str,
) -> Result<(&'a Company, &'a App), Refusal> {
    let mut known = cx.world.company(corpid);
    for provider in &cx.world.providers {
        known = known.or_else(|| company(cx, provider, corpid));
    }
    let company = known.ok_or(Refusal::new(40013, "invalid corpid"))?;
    let with_secret = |it: &&App| {
        let third_party = it
            .suite
            .as_ref()
            .and_then(|id| cx.world.suite(id))
            .is_some_and(|(_, suite)| !suite.provider_developed());
        it.secret == secret && !third_party
    };
    if let Some(app) = company.apps.iter().find(with_secret) {
        if app.suite.is_some() && !cx.state.suites.installed(&company.corpid, app) {
            return Err(Refusal::new(40001, "invalid credential"));
        }
        return Ok((company, app));
    }
    let elsewhere = cx
        .world
        .companies
        .iter()
        .any(|it| it.apps.iter().any(|app| with_secret(&app)));
    Err(if elsewhere {
        Refusal::new(40091, "secret is not of this corp")
    } else {
        Refusal::new(40001, "invalid credential")
    })
}
