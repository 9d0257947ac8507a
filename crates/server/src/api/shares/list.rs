//! `GET /api/v1/shares`: the member's shares, newest first.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::{
    Json,
    extract::{Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::view::ShareView;
use crate::{
    http::Caller,
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// How many, 1 to 200.
    #[serde(default = "default_limit")]
    #[param(default = 50, minimum = 1, maximum = 200)]
    limit: u32,
    /// The id of the last share already seen.
    before: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListSharesResponse)]
pub(crate) struct Response {
    shares: Vec<ShareView>,
}

/// List the member's shares
#[utoipa::path(
    get,
    path = "/shares",
    tag = "shares",
    params(Page),
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`request_invalid`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<Response>, Problem> {
    let Query(page) = page.map_err(|error| Problem::unreadable(&error.body_text()))?;
    let shares = service
        .store
        .shares(
            caller.owner(),
            page.limit.clamp(1, 200),
            page.before.as_deref(),
        )
        .await
        .map_err(|error| Problem::internal(&error))?;
    Ok(Json(Response {
        shares: shares.into_iter().map(ShareView::from).collect(),
    }))
}

fn default_limit() -> u32 {
    50
}
