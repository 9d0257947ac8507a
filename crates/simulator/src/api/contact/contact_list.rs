//! POST /cgi-bin/externalcontact/contact_list — server-api.md §4.8, page 99434: everybody who is served, customers and
//! the customers in groups. A world knows customers only, so everyone here is one.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};

const DEFAULT: usize = 1000;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/contact_list",
    Answer::OwnContact(answer),
    "服务器查已服务的外部联系人",
    "the server lists the served external contacts",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let limit = cx.call.limit(DEFAULT, DEFAULT)?;
    let state = &mut *cx.state;
    let (walk, start) = state
        .walks
        .go_on(
            &caller.company.corpid,
            cx.call.text("cursor"),
            cx.now,
            &mut state.chance,
        )
        .ok_or(Refusal::parameter())?;
    let mut all: Vec<Value> = Vec::new();
    for member in caller.members().filter(|it| it.customer_contact) {
        for customer in caller.company.customers_of(&member.userid) {
            let known = state
                .follows
                .known(caller.company, customer, &member.userid);
            all.push(json!({
                "is_customer": true,
                "tmp_openid": tmp_openid(&walk, &customer.id),
                "external_userid": customer.id,
                "follow_userid": member.userid,
                "add_time": known.createtime,
            }));
        }
        for group in caller.company.groups_of(&member.userid) {
            for id in &group.members {
                if let Some(customer) = caller.company.customer(id) {
                    all.push(json!({
                        "is_customer": true,
                        "tmp_openid": tmp_openid(&walk, &customer.id),
                        "external_userid": customer.id,
                        "follow_userid": member.userid,
                        "chat_id": group.id,
                        "add_time": group.profile.as_ref().map_or(0, |it| it.create_time),
                    }));
                }
            }
        }
    }
    let next = start + limit;
    let next_cursor = if next < all.len() {
        state.walks.stop_at(&walk, next)
    } else {
        String::new()
    };
    let list: Vec<Value> = all.into_iter().skip(start).take(limit).collect();
    Ok(json!({"info_list": list, "next_cursor": next_cursor}).into())
}

/// Unique within one walk through the whole list; another in the next.
fn tmp_openid(walk: &str, id: &str) -> String {
    format!(
        "to{}",
        hex::encode(&Sha256::digest(format!("{walk}\0{id}"))[..14])
    )
}
