//! `GET /api/v1/customers` and `GET /api/v1/groups`: who the member can share
//! with, and who can be reached now.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wecom_share_rules::quota::{Standing, Use, check};

use crate::{
    http::Caller,
    problem::{Envelope, Problem},
    rights,
    service::Service,
    wecom::Named,
};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Customers {
    customers: Vec<Receiver>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Groups {
    groups: Vec<Receiver>,
}

/// A customer or a group.
#[derive(Debug, Serialize, ToSchema)]
struct Receiver {
    id: String,
    name: String,
    /// Whether the frequency rule allows a share now.
    available: bool,
    /// When it does not: from when it will.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-11-25T00:00:00+08:00")]
    until: Option<String>,
}

/// The member's customers
#[utoipa::path(
    get,
    path = "/customers",
    tag = "receivers",
    responses(
        (status = OK, body = Customers),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = FORBIDDEN, description = "`member_without_customer_contact`, `app_not_allowed`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn customers(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<Customers>, Problem> {
    let now = service.clock.now();
    rights::need_customer_contact(&service, &caller, now).await?;
    let named = service
        .lists
        .customers(&caller.app, &caller.member, now)
        .await?;
    let customers = with_standing(&service, &caller, &named).await?;
    Ok(Json(Customers { customers }))
}

/// The customer groups the member owns
#[utoipa::path(
    get,
    path = "/groups",
    tag = "receivers",
    responses(
        (status = OK, body = Groups),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = FORBIDDEN, description = "`member_without_customer_contact`, `app_not_allowed`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn groups(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<Groups>, Problem> {
    let now = service.clock.now();
    rights::need_customer_contact(&service, &caller, now).await?;
    let named = service
        .lists
        .groups(&caller.app, &caller.member, now)
        .await?;
    let groups = with_standing(&service, &caller, &named).await?;
    Ok(Json(Groups { groups }))
}

async fn with_standing(
    service: &Service,
    caller: &Caller,
    named: &[Named],
) -> Result<Vec<Receiver>, Problem> {
    let now = service.clock.now();
    let rule = service.quota_rule(caller);
    let ids: Vec<String> = named.iter().map(|receiver| receiver.id.clone()).collect();
    let uses = service.quota_uses(caller, &ids, now).await?;
    let mut by_receiver: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
    for used in &uses {
        by_receiver.entry(&used.receiver).or_default().push(used);
    }
    Ok(named
        .iter()
        .map(|receiver| {
            let uses = by_receiver.get(receiver.id.as_str());
            let uses = uses.into_iter().flatten().copied();
            let until = match check(uses, &caller.member, &receiver.id, rule, now) {
                Standing::Available { .. } => None,
                Standing::UsedUp { until } => Some(until.to_string()),
            };
            Receiver {
                id: receiver.id.clone(),
                name: receiver.name.clone(),
                available: until.is_none(),
                until,
            }
        })
        .collect())
}
