//! What contact ways and join ways have in common (server-api.md §4.11; the fields are those of the fixtures, from pages
//! 92228 and 92229). No page tells the code of an unknown config_id or of a company that has too many.

use serde_json::{Map, Value, json};

use crate::api::{Caller, Context, Refusal};
use crate::state::WayKind;

const LONGEST: usize = 30;
const MOST_USERS: usize = 100;
const MOST_GROUPS: usize = 5;

pub(super) type Fields = Map<String, Value>;

/// Writes the new way down: its id.
pub(super) fn add(
    cx: &mut Context<'_>,
    caller: &Caller<'_>,
    kind: WayKind,
    fields: Fields,
) -> Result<String, Refusal> {
    let state = &mut *cx.state;
    let corpid = &caller.company.corpid;
    state
        .ways
        .add(corpid, kind, fields, cx.now, &mut state.chance)
        .ok_or(Refusal::frequency())
}

/// A way as it is told.
pub(super) fn told(cx: &Context<'_>, caller: &Caller<'_>, kind: WayKind) -> Result<Value, Refusal> {
    let id = cx.call.needed("config_id")?;
    let way = cx
        .state
        .ways
        .get(&caller.company.corpid, kind, id)
        .ok_or(Refusal::parameter())?;
    let mut told = way.fields.clone();
    told.insert("config_id".to_owned(), json!(id));
    if told.get("scene") == Some(&json!(2)) {
        told.insert("qr_code".to_owned(), json!(qr_code(cx, id)));
    }
    Ok(Value::Object(told))
}

/// Takes the fields over that were given.
pub(super) fn update(
    cx: &mut Context<'_>,
    caller: &Caller<'_>,
    kind: WayKind,
    fields: Fields,
) -> Result<(), Refusal> {
    let id = cx.call.needed("config_id")?;
    let way = cx
        .state
        .ways
        .get_mut(&caller.company.corpid, kind, id)
        .ok_or(Refusal::parameter())?;
    way.fields.extend(fields);
    Ok(())
}

pub(super) fn delete(
    cx: &mut Context<'_>,
    caller: &Caller<'_>,
    kind: WayKind,
) -> Result<(), Refusal> {
    let id = cx.call.needed("config_id")?;
    if cx.state.ways.delete(&caller.company.corpid, kind, id) {
        Ok(())
    } else {
        Err(Refusal::parameter())
    }
}

/// Of a contact way, what was given; checked.
pub(super) fn contact(cx: &Context<'_>, caller: &Caller<'_>) -> Result<Fields, Refusal> {
    let mut fields = Fields::new();
    numbers(
        cx,
        &["type", "scene", "style", "expires_in", "chat_expires_in"],
        &mut fields,
    )?;
    texts(cx, &["remark", "state"], LONGEST, &mut fields)?;
    texts(cx, &["unionid"], usize::MAX, &mut fields)?;
    booleans(
        cx,
        &["skip_verify", "is_temp", "is_exclusive", "mark_source"],
        &mut fields,
    )?;
    if let Some(users) = cx.call.texts("user")? {
        if users.len() > MOST_USERS {
            return Err(Refusal::parameter());
        }
        for user in &users {
            caller.member(user)?;
        }
        fields.insert("user".to_owned(), json!(users));
    }
    match cx.call.body.get("party") {
        None | Some(Value::Null) => {}
        Some(Value::Array(all)) if all.iter().all(Value::is_i64) => {
            fields.insert("party".to_owned(), json!(all));
        }
        Some(_) => return Err(Refusal::parameter()),
    }
    Ok(fields)
}

/// Of a way to join groups, what was given; checked: 90501, 60011.
pub(super) fn join(cx: &Context<'_>, caller: &Caller<'_>) -> Result<Fields, Refusal> {
    let mut fields = Fields::new();
    numbers(
        cx,
        &["scene", "auto_create_room", "room_base_id"],
        &mut fields,
    )?;
    texts(cx, &["remark", "state"], LONGEST, &mut fields)?;
    texts(cx, &["room_base_name"], 40, &mut fields)?;
    booleans(cx, &["mark_source"], &mut fields)?;
    let groups = cx.call.texts("chat_id_list")?.unwrap_or_default();
    if groups.is_empty() || groups.len() > MOST_GROUPS {
        return Err(Refusal::parameter());
    }
    for id in &groups {
        let group = caller
            .group(id)
            .ok_or(Refusal::new(90501, "chat is not external group chat"))?;
        if !caller.app.sees(&group.owner) {
            return Err(Refusal::member_out_of_range());
        }
    }
    fields.insert("chat_id_list".to_owned(), json!(groups));
    Ok(fields)
}

/// Whether a field is one of these numbers.
pub(super) fn is(fields: &Fields, name: &str, allowed: &[i64]) -> bool {
    let given = fields.get(name).and_then(Value::as_i64);
    given.is_some_and(|it| allowed.contains(&it))
}

/// Only of scene 2. The stand-in draws none: the link names the way and leads nowhere.
pub(super) fn qr_code(cx: &Context<'_>, id: &str) -> String {
    format!("{}/wwhead/{id}/0", cx.base)
}

fn numbers(cx: &Context<'_>, names: &[&str], fields: &mut Fields) -> Result<(), Refusal> {
    for name in names {
        if let Some(number) = cx.call.number(name)? {
            fields.insert((*name).to_owned(), json!(number));
        }
    }
    Ok(())
}

fn texts(
    cx: &Context<'_>,
    names: &[&str],
    longest: usize,
    fields: &mut Fields,
) -> Result<(), Refusal> {
    for name in names {
        match cx.call.body.get(*name) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) if text.chars().count() <= longest => {
                fields.insert((*name).to_owned(), json!(text));
            }
            Some(_) => return Err(Refusal::parameter()),
        }
    }
    Ok(())
}

fn booleans(cx: &Context<'_>, names: &[&str], fields: &mut Fields) -> Result<(), Refusal> {
    for name in names {
        match cx.call.body.get(*name) {
            None | Some(Value::Null) => {}
            Some(Value::Bool(it)) => {
                fields.insert((*name).to_owned(), json!(it));
            }
            Some(_) => return Err(Refusal::parameter()),
        }
    }
    Ok(())
}
