//! `GET /api/v1/images/uploads`: how many pictures the company may still send
//! to WeCom.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wecom_share_rules::quota::Until;
use wecom_share_store::UploadKind;

use crate::{
    http::Caller,
    ledger,
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PictureUploads)]
pub(crate) struct Response {
    day: Used,
    /// Any 31 days: WeCom does not say whether its month is a calendar month or
    /// 30 days, and this keeps within both.
    month: Used,
    /// When the running day ends, in China.
    #[schema(value_type = String, example = "2026-11-25T00:00:00+08:00")]
    day_ends: Until,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UploadsUsed)]
struct Used {
    /// Begun since then, also those of which nobody knows whether WeCom took
    /// them.
    used: u32,
    allowed: u32,
}

/// Count the company's picture uploads
///
/// WeCom takes 1,000 pictures a day and 3,000 a month of a company.
#[utoipa::path(
    get,
    path = "/images/uploads",
    tag = "images",
    responses(
        (status = OK, body = Response),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<Response>, Problem> {
    let now = service.clock.now();
    let used = async |since| {
        service
            .store
            .uploads_since(caller.app.corpid(), UploadKind::Link, since)
            .await
            .map_err(|error| Problem::internal(&error))
    };
    Ok(Json(Response {
        day: Used {
            used: used(ledger::day(now)).await?,
            allowed: service.config.images.uploads_per_day,
        },
        month: Used {
            used: used(ledger::month(now)).await?,
            allowed: service.config.images.uploads_per_month,
        },
        day_ends: Until(ledger::day_end(now)),
    }))
}
