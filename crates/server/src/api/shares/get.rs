//! `GET /api/v1/shares/{id}`: one share with its history.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::view::{EventView, ReceiversView, ShareView};
use crate::{
    codes::Code,
    http::{Caller, Id},
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = GetShareResponse)]
pub(crate) struct Response {
    share: ShareView,
    receivers: ReceiversView,
    /// Oldest first.
    history: Vec<EventView>,
    /// How often its cards were opened.
    opened: u64,
}

/// Look at a share
///
/// Only the member who made it sees it.
#[utoipa::path(
    get,
    path = "/shares/{id}",
    tag = "shares",
    params(("id" = String, Path, description = "The share's id")),
    responses(
        (status = OK, body = Response),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = NOT_FOUND, description = "`share_not_found`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Id(id): Id,
) -> Result<Json<Response>, Problem> {
    let details = service
        .store
        .share(caller.owner(), &id)
        .await
        .map_err(|error| Problem::internal(&error))?
        .ok_or(Code::ShareNotFound)?;
    Ok(Json(Response {
        opened: details.share.opened,
        share: details.share.into(),
        receivers: details.receivers.into(),
        history: details.history.into_iter().map(EventView::from).collect(),
    }))
}
