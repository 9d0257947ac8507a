//! `GET /control/v1/world`: the world at a glance.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::apps::AppView;
use crate::shared::Shared;
use crate::time;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Summary {
    /// The world's time.
    #[schema(example = "2026-11-24T09:30:00+08:00")]
    now: String,
    companies: Vec<CompanyView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct CompanyView {
    corpid: String,
    name: String,
    members: usize,
    customers: usize,
    groups: usize,
    apps: Vec<AppView>,
}

/// The world at a glance
#[utoipa::path(get, path = "/world", tag = "world", responses((status = OK, body = Summary)))]
pub(super) async fn summary(State(shared): State<Arc<Shared>>) -> Json<Summary> {
    let world = shared.world();
    let companies = world
        .companies
        .iter()
        .map(|it| CompanyView {
            corpid: it.corpid.clone(),
            name: it.name.clone(),
            members: it.members.len(),
            customers: it.customers.len(),
            groups: it.groups.len(),
            apps: it.apps.iter().map(AppView::of).collect(),
        })
        .collect();
    Json(Summary {
        now: time::text(shared.clock.now()),
        companies,
    })
}
