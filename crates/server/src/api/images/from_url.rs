//! `POST /api/v1/images/from-url`: a picture from the web becomes one that
//! WeCom accepts in shares.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Response;
use crate::{
    http::{Caller, SmallJson},
    ids,
    intake::Upload,
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ImageFromUrl)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// Of a picture on the public internet, https on port 443.
    #[schema(example = "https://img.example.com/camellia.jpg")]
    url: String,
}

/// Take a picture from the web
///
/// The server fetches it, from public addresses only, also after redirects.
#[utoipa::path(
    post,
    path = "/images/from-url",
    tag = "images",
    request_body = Request,
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`request_invalid`, `url_invalid`, `image_not_recognised`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = CONFLICT, description = "`picture_links_used_up`, `picture_links_refused`", body = Envelope),
        (status = PAYLOAD_TOO_LARGE, description = "`upload_too_large`", body = Envelope),
        (status = UNPROCESSABLE_ENTITY, description = "As for uploads", body = Envelope),
        (status = BAD_GATEWAY, description = "`url_not_fetched`, `wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    SmallJson(request): SmallJson<Request>,
) -> Result<Json<Response>, Problem> {
    let _place = service.door.fetch().await;
    let limit = service.config.limits.upload_bytes;
    let fetched = service.fetcher.fetch(&request.url, limit).await;
    let bytes = fetched.map_err(|unfetched| unfetched.told())?;
    let upload = Upload {
        sha256: ids::sha256_of(&bytes),
        bytes,
    };
    let (image, reused) = service.intake.take(&service, &caller.app, upload).await?;
    Response::of(&service, &caller, &image, reused)
        .await
        .map(Json)
}
