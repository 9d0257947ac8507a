//! `GET /sim/v1/state`: what the page needs to draw the phones.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde_json::{Value, json};

use crate::shared::Shared;
use crate::time;
use crate::world::Company;

pub(super) async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json(&shared).await)
}

pub(super) async fn json(shared: &Arc<Shared>) -> Value {
    let packed = shared.packed().await;
    let phone = shared.state().phone.clone();
    let company = shared.company(&phone.corpid);
    let app = company.mini_program();
    let (pages, warnings, error) = match &*packed {
        Ok(packed) => (json!(packed.pages), json!(packed.warnings), Value::Null),
        Err(error) => (json!([]), json!([]), json!(error)),
    };
    let companies: Vec<Value> = shared
        .world
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
        "customers": company.customers.iter().map(|it| json!({
            "id": it.id, "name": it.name, "color": it.color, "followers": it.followers,
        })).collect::<Vec<_>>(),
        "groups": company.groups.iter().map(|it| json!({
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
            "unknowns": shared.world.unknown,
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
