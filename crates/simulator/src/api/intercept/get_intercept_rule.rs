//! POST /cgi-bin/externalcontact/get_intercept_rule — server-api.md §8, page 95097: with whom of its range the app sees.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_intercept_rule",
    Answer::Contact(Right::InterceptRules, answer),
    "服务器查敏感词规则",
    "the server asks for a rule about words",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("rule_id")?;
    let rules = cx.state.intercepts.of(&caller.company.corpid);
    let rule = rules.iter().find(|it| it.id == id);
    let rule = rule.ok_or(Refusal::parameter())?;
    Ok(json!({"rule": shape::told(&caller, rule)}).into())
}
