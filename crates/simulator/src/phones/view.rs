//! `GET /sim/v1/state`: what the page needs to draw the phones.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde_json::{Value, json};

use crate::shared::Shared;
use crate::time;
use crate::world::{Company, Customer, Group};

/// For customers without a colour of their own.
const COLORS: [&str; 6] = [
    "#c8553d", "#588157", "#457b9d", "#8a5a83", "#b08968", "#6d6875",
];
/// The page draws this many chats of each kind; of a larger company only those of the phone's member.
const DRAWN: usize = 300;

/// The customers the page draws.
pub(super) fn customers<'a>(
    company: &'a Company,
    member: &str,
) -> Box<dyn Iterator<Item = &'a Customer> + 'a> {
    if company.customers.len() <= DRAWN {
        Box::new(company.customers.iter())
    } else {
        Box::new(company.customers_of(member).take(DRAWN))
    }
}

/// The groups the page draws.
pub(super) fn groups<'a>(
    company: &'a Company,
    member: &str,
) -> Box<dyn Iterator<Item = &'a Group> + 'a> {
    if company.groups.len() <= DRAWN {
        Box::new(company.groups.iter())
    } else {
        Box::new(company.groups_of(member).take(DRAWN))
    }
}

pub(super) async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json(&shared).await)
}

pub(super) async fn json(shared: &Arc<Shared>) -> Value {
    let packed = shared.packed().await;
    let phone = shared.state().phone.clone();
    let world = shared.world();
    let company = world.known(&phone.corpid);
    let app = company.mini_program();
    let (pages, warnings, error) = match &*packed {
        Ok(packed) => (json!(packed.pages), json!(packed.warnings), Value::Null),
        Err(error) => (json!([]), json!([]), json!(error)),
    };
    let companies: Vec<Value> = world
        .companies
        .iter()
        .map(|it| json!({"corpid": it.corpid, "name": it.name}))
        .collect();
    json!({
        "clock": {"now": time::text(shared.clock.now())},
        "corp": {
            "corpid": company.corpid,
            "name": company.name,
            "quotaMode": company.quota.mode,
            "quotaCount": company.quota.count,
        },
        "companies": companies,
        "members": members(company),
        "customers": customers(company, &phone.member).enumerate().map(|(place, it)| json!({
            "id": it.id, "name": it.name, "followers": it.followers,
            "color": it.color.as_deref().unwrap_or(COLORS[place % COLORS.len()]),
        })).collect::<Vec<_>>(),
        "groups": groups(company, &phone.member).map(|it| json!({
            "id": it.id, "name": it.name, "owner": it.owner, "memberIds": it.members,
        })).collect::<Vec<_>>(),
        "app": {
            "appid": app.and_then(|it| it.appid.as_deref()).unwrap_or_default(),
            "name": app.map(|it| it.name.as_str()).unwrap_or_default(),
            "agentid": app.map(|it| it.agentid).unwrap_or_default(),
            "pages": pages,
            "warnings": warnings,
            "error": error,
        },
        "phone": {
            "corpid": phone.corpid,
            "member": phone.member,
            "platform": phone.platform,
            "version": phone.version,
            "environment": "wxwork",
            "ex": phone.ex,
            "entry": phone.entry,
            "chat": phone.chat,
            "unknowns": shared.unknown,
        },
        "version": env!("CARGO_PKG_VERSION"),
    })
}

fn members(company: &Company) -> Vec<Value> {
    let app = company.mini_program();
    company
        .members
        .iter()
        .map(|it| {
            json!({
                "userid": it.userid,
                "name": it.name,
                "customerContact": it.customer_contact,
                "inScope": app.is_some_and(|app| app.sees(&it.userid)),
            })
        })
        .collect()
}
