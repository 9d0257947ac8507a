//! POST /cgi-bin/externalcontact/update_intercept_rule — server-api.md §8, page 95097: what is given, of the app's own.

use super::shape;
use crate::api::album::refusal;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, done};
use crate::world::Right;

/// Members of one rule, as the page's text is quoted by public SDKs.
const MOST_USERS: usize = 10_000;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/update_intercept_rule",
    Answer::Contact(Right::InterceptRules, answer),
    "服务器改敏感词规则",
    "the server changes a rule about words",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("rule_id")?;
    let name = shape::name(cx)?;
    let words = shape::words(cx)?;
    let kind = shape::kind(cx)?;
    let extra = cx.call.body.get("extra_rule");
    let semantics = shape::semantics(extra.and_then(|it| it.get("semantics_list")))?;
    let add = shape::range(cx, &caller, "add_applicable_range")?.unwrap_or_default();
    let remove = shape::range(cx, &caller, "remove_applicable_range")?.unwrap_or_default();
    let rule = cx
        .state
        .intercepts
        .mine(&caller.company.corpid, caller.app.agentid, id)
        .map_err(refusal)?;
    let mut range = rule.range.clone();
    range.users.extend(add.users);
    range.users.retain(|it| !remove.users.contains(it));
    range.departments.extend(add.departments);
    range
        .departments
        .retain(|it| !remove.departments.contains(it));
    if range.users.len() > MOST_USERS {
        return Err(Refusal::parameter());
    }
    rule.range = range;
    if let Some(name) = name {
        name.clone_into(&mut rule.name);
    }
    if let Some(words) = words {
        rule.words = words;
    }
    if let Some(semantics) = semantics {
        rule.semantics = semantics;
    }
    rule.kind = kind.unwrap_or(rule.kind);
    done()
}
