//! One transition at a time, for tests that look between two of them.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::shared::Shared;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Step {
    /// The number of the callback that was sent; `null` when nothing waits.
    callback: Option<u64>,
}

/// Send the one callback that waits longest
#[utoipa::path(post, path = "/step", tag = "time", responses((status = OK, body = Step)))]
pub(super) async fn step(State(shared): State<Arc<Shared>>) -> Json<Step> {
    let callback = shared
        .callbacks
        .send_one(&shared, shared.network.http())
        .await;
    Json(Step { callback })
}
