//! POST /cgi-bin/externalcontact/groupchat/get — server-api.md §4.6, page 92122.

use serde_json::{Value, json};

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::Joined;
use crate::world::{Group, Right, member_version};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/get",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查群详情",
    "the server asks for a group's details",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("chat_id")?;
    let named = cx.call.number("need_name")?.unwrap_or(0) == 1;
    let group = caller
        .group(id)
        .ok_or(Refusal::new(90501, "chat is not external group chat"))?;
    if !caller.app.sees(&group.owner) {
        return Err(Refusal::member_out_of_range());
    }
    let owner = caller.company.member(&group.owner);
    if owner.is_some_and(|it| !caller.licensed(it)) {
        return Err(Refusal::unlicensed());
    }
    let profile = group.profile.as_deref();
    let created = profile.map_or(0, |it| it.create_time);
    let members: Vec<Value> = group
        .members
        .iter()
        .map(|id| {
            let joined = cx.state.ways.joined(&caller.company.corpid, &group.id, id);
            member(&caller, group, id, (created, joined), named)
        })
        .collect();
    let admins: Vec<Value> = profile
        .iter()
        .flat_map(|it| &it.admins)
        .map(|it| json!({"userid": caller.userid(it)}))
        .collect();
    Ok(json!({"group_chat": {
        "chat_id": caller.chat_id(&group.id),
        "name": group.name,
        "owner": caller.userid(&group.owner),
        "create_time": created,
        "notice": group.notice,
        "member_list": members,
        "admin_list": admins,
        "member_version": member_version(group),
    }})
    .into())
}

fn member(
    caller: &Caller<'_>,
    group: &Group,
    id: &str,
    (created, joined): (i64, Option<&Joined>),
    named: bool,
) -> Value {
    let (kind, shown, name, profile) =
        match (caller.company.member(id), caller.company.customer(id)) {
            (Some(member), _) => (1, caller.userid(id), &member.name, None),
            (None, Some(customer)) => (
                2,
                caller.external_userid(id),
                &customer.name,
                customer.about.as_ref().map(|it| &it.profile),
            ),
            (None, None) => unreachable!("group members are checked when the world is read"),
        };
    let mut it = json!({
        "userid": shown, "type": kind, "group_nickname": "",
        "join_time": joined.map_or(created, |it| it.at.as_second()),
        "join_scene": joined.map_or(1, |it| it.scene),
    });
    if let Some(state) = joined.and_then(|it| it.state.as_ref()) {
        it["state"] = json!(state);
    }
    if id != group.owner && joined.is_none_or(|it| it.scene == 1) {
        it["invitor"] = json!({"userid": caller.userid(&group.owner)});
    }
    if caller.provider.is_none()
        && let Some(unionid) = profile.and_then(|it| it.unionid.as_ref())
    {
        it["unionid"] = json!(unionid);
    }
    if named {
        it["name"] = json!(name);
    }
    it
}
