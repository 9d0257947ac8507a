//! What the calls of the two kinds of tags have in common.

use serde_json::{Value, json};

use crate::api::{Answered, Caller, Context, Refusal, done};
use crate::state::{TagFault, TagGroup, Wanted};

const LONGEST_NAME: usize = 30;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Corp,
    Strategy,
}

/// All groups, those asked for, or those with the tags asked for; `group_id` counts when both are given. Deleted ones
/// are only told when asked for by id.
pub(super) fn list(cx: &Context<'_>, caller: &Caller<'_>, of: Of) -> Answered {
    let tags = cx.call.texts("tag_id")?.unwrap_or_default();
    let wanted = cx.call.texts("group_id")?.unwrap_or_default();
    let strategy = match of {
        Of::Corp => None,
        Of::Strategy => cx.call.number("strategy_id")?.filter(|it| *it != 0),
    };
    let all = tags.is_empty() && wanted.is_empty();
    let mut groups: Vec<Value> = Vec::new();
    let mut sorted: Vec<&TagGroup> = cx
        .state
        .tags
        .groups(&caller.company.corpid)
        .iter()
        .filter(|it| it.strategy.is_some() == (of == Of::Strategy))
        .filter(|it| strategy.is_none() || it.strategy == strategy)
        .collect();
    // Larger orders come first.
    sorted.sort_by_key(|it| std::cmp::Reverse(it.order));
    for group in sorted {
        let by_group = wanted.contains(&group.id.as_str());
        let shown = |id: &str, deleted: bool| match (all, wanted.is_empty()) {
            (true, _) => !deleted,
            (false, false) => by_group,
            (false, true) => tags.contains(&id),
        };
        if (all && group.deleted) || (!wanted.is_empty() && !by_group) {
            continue;
        }
        let kept: Vec<_> = group
            .tags
            .iter()
            .filter(|it| shown(&it.id, it.deleted))
            .cloned()
            .collect();
        if !kept.is_empty() {
            let group = TagGroup {
                tags: kept,
                ..group.clone()
            };
            groups.push(told(&group, !all));
        }
    }
    Ok(json!({"tag_group": groups}).into())
}

pub(super) fn add(cx: &mut Context<'_>, caller: &Caller<'_>, of: Of) -> Answered {
    let strategy = match of {
        Of::Corp => None,
        Of::Strategy => Some(cx.call.number("strategy_id")?.ok_or(Refusal::parameter())?),
    };
    let Some(Value::Array(given)) = cx.call.body.get("tag") else {
        return Err(Refusal::parameter());
    };
    let mut tags = Vec::new();
    for tag in given {
        let text = tag.get("name").and_then(Value::as_str).unwrap_or_default();
        tags.push((name(text)?, order(tag)?.unwrap_or(0)));
    }
    if tags.is_empty() {
        return Err(Refusal::parameter());
    }
    let wanted = Wanted {
        group_id: cx.call.text("group_id"),
        group_name: cx.call.text("group_name").map(name).transpose()?,
        order: order(&cx.call.body)?.unwrap_or(0),
        strategy,
        tags,
        maker: Some(caller.app.agentid),
    };
    if wanted.group_id.is_none() && wanted.group_name.is_none() {
        return Err(Refusal::parameter());
    }
    let state = &mut *cx.state;
    let group = state
        .tags
        .add(&caller.company.corpid, &wanted, cx.now, &mut state.chance)
        .map_err(refusal)?;
    Ok(json!({"tag_group": told(&group, false)}).into())
}

pub(super) fn edit(cx: &mut Context<'_>, caller: &Caller<'_>, of: Of) -> Answered {
    let id = cx.call.needed("id")?;
    let name = cx.call.text("name").map(name).transpose()?;
    let order = order(&cx.call.body)?;
    cx.state
        .tags
        .edit(
            &caller.company.corpid,
            id,
            of == Of::Strategy,
            name,
            order,
            only_own(caller),
        )
        .map_err(refusal)?;
    done()
}

pub(super) fn delete(cx: &mut Context<'_>, caller: &Caller<'_>, of: Of) -> Answered {
    let tags = cx.call.texts("tag_id")?.unwrap_or_default();
    let groups = cx.call.texts("group_id")?.unwrap_or_default();
    if tags.is_empty() && groups.is_empty() {
        return Err(Refusal::parameter());
    }
    cx.state
        .tags
        .delete(
            &caller.company.corpid,
            &tags,
            &groups,
            of == Of::Strategy,
            only_own(caller),
        )
        .map_err(refusal)?;
    done()
}

/// "An app can edit or delete only tags it created" (server-api.md §4.9) stands beside the permissions of providers'
/// apps, and is taken to mean those.
fn only_own(caller: &Caller<'_>) -> Option<i64> {
    caller.provider.map(|_| caller.app.agentid)
}

fn name(text: &str) -> Result<&str, Refusal> {
    if text.is_empty() || text.chars().count() > LONGEST_NAME {
        return Err(Refusal::parameter());
    }
    Ok(text)
}

/// In [0, 2^32).
fn order(it: &Value) -> Result<Option<u32>, Refusal> {
    match it.get("order") {
        None | Some(Value::Null) => Ok(None),
        Some(order) => order
            .as_u64()
            .and_then(|it| u32::try_from(it).ok())
            .map(Some)
            .ok_or(Refusal::parameter()),
    }
}

fn told(group: &TagGroup, with_deleted: bool) -> Value {
    let mut sorted: Vec<_> = group.tags.iter().collect();
    sorted.sort_by_key(|it| std::cmp::Reverse(it.order));
    let tags: Vec<Value> = sorted
        .into_iter()
        .map(|it| {
            let mut tag = json!({
                "id": it.id, "name": it.name, "create_time": it.create_time, "order": it.order,
            });
            if with_deleted {
                tag["deleted"] = json!(it.deleted);
            }
            tag
        })
        .collect();
    let mut told = json!({
        "group_id": group.id, "group_name": group.name, "create_time": group.create_time,
        "order": group.order, "tag": tags,
    });
    if let Some(strategy) = group.strategy {
        told["strategy_id"] = json!(strategy);
    }
    if with_deleted {
        told["deleted"] = json!(group.deleted);
    }
    told
}

pub(super) fn refusal(fault: TagFault) -> Refusal {
    match fault {
        TagFault::Unknown => Refusal::new(40068, "invalid tagid"),
        TagFault::NameTaken => Refusal::new(40071, "tag name already exists"),
        TagFault::TooMany => Refusal::new(40126, "too many tags"),
        TagFault::NotMine => Refusal::member_out_of_range(),
    }
}
