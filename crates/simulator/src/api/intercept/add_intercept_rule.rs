//! POST /cgi-bin/externalcontact/add_intercept_rule — server-api.md §8, page 95097.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::InterceptRule;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_intercept_rule",
    Answer::Contact(Right::InterceptRules, answer),
    "服务器加敏感词规则",
    "the server adds a rule about words",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let range = shape::range(cx, &caller, "applicable_range")?;
    let range = range.filter(|it| !it.users.is_empty() || !it.departments.is_empty());
    let (Some(name), Some(words), Some(kind), Some(range)) =
        (shape::name(cx)?, shape::words(cx)?, shape::kind(cx)?, range)
    else {
        return Err(Refusal::parameter());
    };
    let rule = InterceptRule {
        id: String::new(),
        agentid: caller.app.agentid,
        at: cx.now,
        name: name.to_owned(),
        words,
        semantics: shape::semantics(cx.call.body.get("semantics_list"))?.unwrap_or_default(),
        kind,
        range,
    };
    let state = &mut *cx.state;
    let id = state
        .intercepts
        .add(&caller.company.corpid, rule, &mut state.chance)
        .ok_or(Refusal::frequency())?;
    Ok(json!({"rule_id": id}).into())
}
