//! The world's time: read, moved forwards or put anywhere.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::local::{Envelope, Input, SimError};
use crate::phones::{Move, move_clock};
use crate::shared::Shared;
use crate::time;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Now {
    #[schema(example = "2026-11-24T09:30:00+08:00")]
    now: String,
}

/// One of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClockMove)]
pub(super) struct To {
    /// ISO 8601, e.g. `PT1H` or `P1D`.
    advance: Option<String>,
    /// `tomorrow`, `next_week`, `next_month` (nine in the morning), or a later time with an offset.
    to: Option<String>,
}

/// The world's time
#[utoipa::path(get, path = "/clock", tag = "time", responses((status = OK, body = Now)))]
pub(super) async fn read(State(shared): State<Arc<Shared>>) -> Json<Now> {
    let now = time::text(shared.clock.now());
    Json(Now { now })
}

/// Move the clock, forwards only
#[utoipa::path(post, path = "/clock", tag = "time", request_body = To, responses((status = OK, body = Now),
    (status = UNPROCESSABLE_ENTITY, description = "`clock_unreadable`, `clock_backwards`", body = Envelope)))]
pub(super) async fn set(
    State(shared): State<Arc<Shared>>,
    Input(to): Input<To>,
) -> Result<Json<Now>, SimError> {
    let now = move_clock(
        &shared,
        &Move {
            advance: to.advance,
            to: to.to,
        },
    )?;
    Ok(Json(Now { now }))
}
