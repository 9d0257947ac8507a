//! POST /cgi-bin/idconvert/unionid_to_external_userid — server-api.md §10.2, page 97108: a customer's id, or a
//! pending_id when the person is no customer of a member in range.

use serde_json::json;

use super::pending::pending_id;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "idconvert/unionid_to_external_userid",
    Answer::Provided(answer),
    "服务商用 unionid 换客户 id",
    "the provider turns a unionid into a customer's id",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let unionid = cx.call.needed("unionid")?;
    let openid = cx.call.needed("openid")?;
    // Whose the mini program is, and so the limit: the company's, for all providers together, or the provider's.
    let whose = match (cx.call.number("subject_type")?, caller.provider) {
        (Some(1), Some((provider, _))) => &provider.corpid,
        (None | Some(0), _) => &caller.company.corpid,
        _ => return Err(Refusal::parameter()),
    };
    if !cx.state.gate.unionid(whose, cx.now) {
        return Err(Refusal::frequency());
    }
    if !unionid.starts_with('o') {
        return Err(Refusal::new(610_014, "invalid unionid"));
    }
    let customer = caller.company.customers.iter().find(|it| {
        let profile = it.about.as_ref().map(|it| &it.profile);
        profile.is_some_and(|it| it.unionid.as_deref() == Some(unionid))
    });
    let profile = customer.and_then(|it| it.about.as_ref());
    if let Some(known) = profile.and_then(|it| it.profile.openid.as_deref())
        && known != openid
    {
        return Err(Refusal::new(610_014, "invalid unionid"));
    }
    let followed = customer.filter(|it| caller.followers(it).next().is_some());
    Ok(match followed {
        Some(customer) => json!({"external_userid": caller.external_userid(&customer.id)}),
        None => {
            let person = customer.map_or(unionid, |it| it.id.as_str());
            json!({"pending_id": pending_id(&caller, person)})
        }
    }
    .into())
}
