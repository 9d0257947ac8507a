//! POST /cgi-bin/service/externalcontact/unionid_to_external_userid_3rd — server-api.md §10.2, page 95327: the older way,
//! over all companies that have installed the suite. Field names are the public SDKs'.

use serde_json::{Value, json};

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, SuiteCaller, open_corpid};
use crate::world::Company;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/externalcontact/unionid_to_external_userid_3rd",
    Answer::Suite(answer),
    "服务商用 unionid 换客户 id（旧）",
    "the provider turns a unionid into customers' ids, the older way",
);

fn answer(cx: &mut Context<'_>, caller: SuiteCaller<'_>) -> Answered {
    if !cx.state.gate.old_unionid(&caller.provider.corpid, cx.now) {
        return Err(Refusal::frequency());
    }
    let unionid = cx.call.needed("unionid")?;
    let openid = cx.call.needed("openid")?;
    let only = match cx.call.text("corpid") {
        None => None,
        Some(given) => Some(
            caller
                .company(cx, given)
                .ok_or(Refusal::new(40013, "invalid corpid"))?,
        ),
    };
    let companies = cx.world.companies.iter();
    let told: Vec<Value> = companies
        .filter(|it| only.is_none_or(|only| only.corpid == it.corpid))
        .filter_map(|it| customer(cx, &caller, it, (unionid, openid)))
        .collect();
    Ok(json!({"external_userid_info": told}).into())
}

fn customer(
    cx: &Context<'_>,
    caller: &SuiteCaller<'_>,
    company: &Company,
    (unionid, openid): (&str, &str),
) -> Option<Value> {
    let app = company
        .apps
        .iter()
        .filter(|it| it.suite.as_deref() == Some(&caller.suite.id))
        .find(|it| cx.state.suites.installed(&company.corpid, it))?;
    let installed = Caller::new(cx, company, app);
    let customer = company.customers.iter().find(|it| {
        let profile = it.about.as_ref().map(|it| &it.profile);
        profile.is_some_and(|it| {
            it.unionid.as_deref() == Some(unionid)
                && it.openid.as_deref().is_none_or(|known| known == openid)
        })
    })?;
    installed.followers(customer).next()?;
    Some(json!({
        "corpid": open_corpid(caller.provider, &company.corpid),
        "external_userid": installed.external_userid(&customer.id),
    }))
}
