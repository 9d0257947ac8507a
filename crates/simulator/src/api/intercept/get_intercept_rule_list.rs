//! GET /cgi-bin/externalcontact/get_intercept_rule_list — server-api.md §8, page 95097: all of the company's.

use serde_json::{Value, json};

use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "externalcontact/get_intercept_rule_list",
    Answer::Contact(Right::InterceptRules, answer),
    "服务器列出敏感词规则",
    "the server lists the rules about words",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let rules = cx.state.intercepts.of(&caller.company.corpid);
    let told: Vec<Value> = rules
        .iter()
        .map(|it| json!({"rule_id": it.id, "rule_name": it.name, "create_time": it.at.as_second()}))
        .collect();
    Ok(json!({"rule_list": told}).into())
}
