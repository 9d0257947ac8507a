//! A rule about words, read and told. Its codes (41068 to 41071, 41076, 41077, 41083, 41084) are listed in server-api.md §8
//! without their meanings: what is wrong with a rule is 40058 here, too many are the general 45009.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::api::call::texts;
use crate::api::{Caller, Context, Refusal};
use crate::state::{InterceptRange, InterceptRule};

const LONGEST_NAME: usize = 20;
const MOST_WORDS: usize = 300;
const LONGEST_WORD: usize = 32;
const MOST_NODES: usize = 1_000;

pub(super) fn name<'a>(cx: &Context<'a>) -> Result<Option<&'a str>, Refusal> {
    let name = cx.call.text("rule_name");
    if name.is_some_and(|it| it.chars().count() > LONGEST_NAME) {
        return Err(Refusal::parameter());
    }
    Ok(name)
}

/// `None` when there are none.
pub(super) fn words(cx: &Context<'_>) -> Result<Option<Vec<String>>, Refusal> {
    let words = cx.call.texts("word_list")?.unwrap_or_default();
    let fit = |it: &&str| (1..=LONGEST_WORD).contains(&it.chars().count());
    if words.len() > MOST_WORDS || !words.iter().all(fit) {
        return Err(Refusal::parameter());
    }
    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    Ok((!words.is_empty()).then_some(words))
}

pub(super) fn kind(cx: &Context<'_>) -> Result<Option<i64>, Refusal> {
    match cx.call.number("intercept_type")? {
        Some(kind) if !matches!(kind, 1 | 2) => Err(Refusal::parameter()),
        kind => Ok(kind),
    }
}

/// Of `semantics_list`, in the body or in `extra_rule`.
pub(super) fn semantics(given: Option<&Value>) -> Result<Option<Vec<i64>>, Refusal> {
    let list = match given {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(list)) => list,
        Some(_) => return Err(Refusal::parameter()),
    };
    let known = |it: &Value| it.as_i64().filter(|it| (1..=3).contains(it));
    list.iter()
        .map(|it| known(it).ok_or(Refusal::parameter()))
        .collect::<Result<Vec<_>, _>>()
        .map(Some)
}

/// Members in the app's range (40003, 60111, 60011) and departments that somebody is in (60123).
pub(super) fn range(
    cx: &Context<'_>,
    caller: &Caller<'_>,
    name: &str,
) -> Result<Option<InterceptRange>, Refusal> {
    let Some(given) = cx.call.body.get(name).filter(|it| !it.is_null()) else {
        return Ok(None);
    };
    let users = texts(given.get("user_list"))?.unwrap_or_default();
    let departments = match given.get("department_list") {
        None | Some(Value::Null) => &[][..],
        Some(Value::Array(list)) => list.as_slice(),
        Some(_) => return Err(Refusal::parameter()),
    };
    if users.len() > MOST_NODES || departments.len() > MOST_NODES {
        return Err(Refusal::parameter());
    }
    let mut range = InterceptRange::default();
    for user in users {
        range.users.insert(caller.member(user)?.userid.clone());
    }
    for department in departments {
        let number = department.as_i64().ok_or(Refusal::parameter())?;
        if !departments_of(caller).contains(&number) {
            return Err(Refusal::new(60123, "invalid department id"));
        }
        range.departments.insert(number);
    }
    Ok(Some(range))
}

pub(super) fn told(caller: &Caller<'_>, rule: &InterceptRule) -> Value {
    let seen = departments_of(caller);
    let users: Vec<_> = rule
        .range
        .users
        .iter()
        .filter(|it| caller.app.sees(it))
        .collect();
    let users: Vec<_> = users.into_iter().map(|it| caller.userid(it)).collect();
    let departments: Vec<_> = rule.range.departments.intersection(&seen).collect();
    json!({
        "rule_id": rule.id, "rule_name": rule.name, "word_list": rule.words,
        "extra_rule": {"semantics_list": rule.semantics}, "intercept_type": rule.kind,
        "applicable_range": {"user_list": users, "department_list": departments},
    })
}

/// Those of members whom the app sees.
fn departments_of(caller: &Caller<'_>) -> BTreeSet<i64> {
    let members = caller.members();
    members
        .flat_map(|it| it.departments.iter().copied())
        .collect()
}
