//! A customer as externalcontact/get and batch/get_by_user tell it (server-api.md §4.3).

use serde_json::{Value, json};

use crate::api::Caller;
use crate::state::{Known, State};
use crate::world::{Attribute, Customer, Member};

/// `external_contact`: providers' apps get neither avatar, gender nor unionid; the company's fields are of WeCom users.
pub(super) fn external_contact(caller: &Caller<'_>, customer: &Customer) -> Value {
    let profile = customer.about.as_ref().map(|it| &it.profile);
    let own = caller.provider.is_none();
    let wecom_user = profile.is_some_and(|it| it.wecom_user);
    let mut contact = json!({
        "external_userid": caller.external_userid(&customer.id),
        "name": customer.name,
        "type": if wecom_user { 2 } else { 1 },
        "gender": profile.filter(|_| own).map_or(0, |it| it.gender),
    });
    if own {
        contact["avatar"] = json!(profile.map_or("", |it| it.avatar.as_str()));
    }
    let Some(profile) = profile else {
        return contact;
    };
    if wecom_user {
        contact["position"] = json!(profile.position);
        contact["corp_name"] = json!(profile.corp_name);
        contact["corp_full_name"] = json!(if own {
            &profile.corp_full_name
        } else {
            &profile.corp_name
        });
        let attributes: Vec<Value> = profile.external_attr.iter().map(attribute).collect();
        if !attributes.is_empty() {
            contact["external_profile"] = json!({"external_attr": attributes});
        }
    } else if own && let Some(unionid) = &profile.unionid {
        contact["unionid"] = json!(unionid);
    }
    contact
}

fn attribute(it: &Attribute) -> Value {
    match (&it.web, &it.miniprogram) {
        (Some(web), _) => json!({"type": 1, "name": it.name, "web": web}),
        (None, Some(link)) => json!({"type": 2, "name": it.name, "miniprogram": link}),
        (None, None) => {
            let value = it.text.as_deref().unwrap_or_default();
            json!({"type": 0, "name": it.name, "text": {"value": value}})
        }
    }
}

/// One of `follow_user`, with tags by name.
pub(super) fn follow_user(
    state: &State,
    caller: &Caller<'_>,
    customer: &Customer,
    member: &Member,
) -> Value {
    let known = state
        .follows
        .known(caller.company, customer, &member.userid);
    let mut tags: Vec<Value> = state
        .tags
        .named(&caller.company.corpid, &known.tags)
        .into_iter()
        .map(|(group, tag)| {
            json!({
                "group_name": group.name, "tag_name": tag.name, "tag_id": tag.id,
                "type": if group.strategy.is_some() { 3 } else { 1 },
            })
        })
        .collect();
    tags.extend(
        known
            .own_tags
            .iter()
            .map(|name| json!({"group_name": "", "tag_name": name, "type": 2})),
    );
    let mut follow = noted(caller, &known, member);
    follow["tags"] = json!(tags);
    follow
}

/// `follow_info`: the same, with the ids of corp and strategy tags only.
pub(super) fn follow_info(
    state: &State,
    caller: &Caller<'_>,
    customer: &Customer,
    member: &Member,
) -> Value {
    let known = state
        .follows
        .known(caller.company, customer, &member.userid);
    let ids: Vec<&str> = state
        .tags
        .named(&caller.company.corpid, &known.tags)
        .into_iter()
        .map(|(_, tag)| tag.id.as_str())
        .collect();
    let mut follow = noted(caller, &known, member);
    follow["tag_id"] = json!(ids);
    follow
}

fn noted(caller: &Caller<'_>, known: &Known, member: &Member) -> Value {
    let mut follow = json!({
        "userid": caller.userid(&member.userid),
        "remark": known.remark,
        "description": known.description,
        "createtime": known.createtime,
        "state": known.state,
        "oper_userid": caller.userid(&member.userid),
        "add_way": known.add_way,
        "remark_corp_name": known.remark_corp_name,
    });
    if let Some(channels) = &known.wechat_channels {
        follow["wechat_channels"] = json!(channels);
    }
    if caller.provider.is_none() {
        follow["remark_mobiles"] = json!(known.remark_mobiles);
    }
    follow
}
