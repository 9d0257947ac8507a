//! `GET /sim/v1/net/fetch`: pictures and files from the network, for the phone's own elements.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde::Deserialize;

use super::super::console::Holder;
use super::TIMEOUT;
use super::client::Body;
use super::told::Told;
use crate::local::SimError;
use crate::shared::Shared;

#[derive(Debug, Deserialize)]
pub(in crate::phones) struct Asked {
    #[serde(default)]
    phone: Holder,
    url: String,
}

/// Told in the journal only when it fails: a page may hold many pictures.
///
/// What a stranger's server sends must not run in our origin, hence the headers.
pub(in crate::phones) async fn fetch(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<Asked>,
) -> Result<Response, SimError> {
    let result = shared
        .network
        .send(
            Method::GET,
            &asked.url,
            HeaderMap::new(),
            Body::None,
            TIMEOUT,
        )
        .await;
    if !matches!(&result, Ok(reply) if reply.status < 400) {
        Told::new(&shared, asked.phone, &Method::GET, &asked.url).response(&result);
    }
    let reply = result?;
    let media_type = reply
        .header
        .get("content-type")
        .filter(|it| {
            ["image/", "audio/", "video/", "font/"]
                .iter()
                .any(|kind| it.starts_with(kind))
        })
        .map_or("application/octet-stream", String::as_str);
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((status, headers, reply.body).into_response())
}
