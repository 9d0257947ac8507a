//! POST /cgi-bin/externalcontact/groupchat/get — server-api.md §4.6, page 92122.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::context::Context;
use super::refusal::Refusal;
use crate::world::Group;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let id = cx.call.text("chat_id").ok_or(Refusal::parameter())?;
    let named = cx.call.number("need_name")?.unwrap_or(0) == 1;
    let group = company
        .group(id)
        .ok_or(Refusal::new(90501, "chat is not external group chat"))?;
    if !app.sees(&group.owner) {
        return Err(Refusal::member_out_of_range());
    }
    let members: Vec<Value> = group
        .members
        .iter()
        .map(|id| {
            let (kind, name) = match (company.member(id), company.customer(id)) {
                (Some(member), _) => (1, &member.name),
                (None, Some(customer)) => (2, &customer.name),
                (None, None) => unreachable!("group members are checked when the world is read"),
            };
            let mut it = json!({
                "userid": id, "type": kind, "join_time": 0, "join_scene": 1, "group_nickname": "",
            });
            if id != &group.owner {
                it["invitor"] = json!({"userid": group.owner});
            }
            if named {
                it["name"] = json!(name);
            }
            it
        })
        .collect();
    Ok(json!({"group_chat": {
        "chat_id": group.id,
        "name": group.name,
        "owner": group.owner,
        "create_time": 0,
        "notice": group.notice,
        "member_list": members,
        "admin_list": [],
        "member_version": version(group),
    }}))
}

/// 32 hex digits that change with the members.
fn version(group: &Group) -> String {
    let mut hash = Sha256::new();
    for id in &group.members {
        hash.update(id.as_bytes());
        hash.update([0]);
    }
    hex::encode(&hash.finalize()[..16])
}
