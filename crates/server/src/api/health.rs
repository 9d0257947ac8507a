//! `GET /healthz`: whether this server can do its work.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wecom_share_store::StoreError;

use crate::{
    codes::Code,
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HealthResponse)]
pub(crate) struct Response {
    #[schema(example = "ok")]
    status: &'static str,
    version: &'static str,
}

/// Whether the server is healthy
///
/// The database answers, the disk has confirmed every write and has room for
/// more. WeCom is not asked.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    security(()),
    responses(
        (status = OK, body = Response),
        (status = INTERNAL_SERVER_ERROR, description = "`internal`", body = Envelope),
        (status = SERVICE_UNAVAILABLE, description = "`disk_full`", body = Envelope),
    )
)]
pub(crate) async fn handle(State(service): State<Arc<Service>>) -> Result<Json<Response>, Problem> {
    service.store.check().await.map_err(|error| match error {
        StoreError::Full { .. } => {
            tracing::error!(%error, "not healthy");
            Code::DiskFull.into()
        }
        error => Problem::internal(&error),
    })?;
    Ok(Json(Response {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    }))
}
