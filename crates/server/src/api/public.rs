//! `GET /i/{key}.jpg`: covers for everybody who has the address. It cannot be
//! guessed, and what it shows never changes.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_range_header::{StartPosition, parse_range_header};

use crate::{codes::Code, links::key_in, problem::Problem, service::Service};

pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let key = key_in(&name).ok_or(Code::LinkNotFound)?;
    let found = service.store.public_rendition(key).await;
    let found = found
        .map_err(|error| Problem::internal(&error))?
        .ok_or(Code::LinkNotFound)?;
    let tag = format!("\"{}\"", &found.sha256);
    if matches(&headers, header::IF_NONE_MATCH, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, always(&tag)).into_response());
    }
    let bytes = service.shown.read(&service.images, &found.sha256).await;
    let bytes = bytes
        .map_err(|error| Problem::images(&error))?
        .ok_or_else(|| {
            tracing::error!(
                sha256 = found.sha256,
                "the file of a public picture is gone"
            );
            Code::LinkNotFound
        })?;
    Ok(answer(bytes, &headers, &tag))
}

fn answer(bytes: Bytes, headers: &HeaderMap, tag: &str) -> Response {
    let whole = bytes.len() as u64;
    let mut answer = match range(headers, tag, whole) {
        Wanted::All => bytes.into_response(),
        Wanted::Part(first, last) => {
            // Within the file: that was checked.
            let part = bytes.slice(first as usize..=last as usize);
            let place = format!("bytes {first}-{last}/{whole}");
            (
                StatusCode::PARTIAL_CONTENT,
                [(header::CONTENT_RANGE, place)],
                part,
            )
                .into_response()
        }
        Wanted::Nothing => {
            let place = format!("bytes */{whole}");
            let status = StatusCode::RANGE_NOT_SATISFIABLE;
            return (status, [(header::CONTENT_RANGE, place)]).into_response();
        }
    };
    let kind = HeaderValue::from_static("image/jpeg");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer.headers_mut().extend(always(tag));
    answer
}

fn always(tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut put = |name, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    put(header::ACCEPT_RANGES, "bytes");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Shown by other pages, never run.
    put(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; sandbox",
    );
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers
}

enum Wanted {
    All,
    /// The first and the last byte.
    Part(u64, u64),
    Nothing,
}

/// One range is served; several, or what is no range, get the whole (RFC 9110
/// §14.2 allows it).
fn range(headers: &HeaderMap, tag: &str, whole: u64) -> Wanted {
    let Some(text) = headers.get(header::RANGE).and_then(|it| it.to_str().ok()) else {
        return Wanted::All;
    };
    if headers.contains_key(header::IF_RANGE) && !matches(headers, header::IF_RANGE, tag) {
        return Wanted::All;
    }
    let Ok(ranges) = parse_range_header(text) else {
        return Wanted::All;
    };
    // More than there is from the end is all of it (RFC 9110 §14.1.2), which the
    // library refuses.
    if let [only] = &*ranges.ranges
        && matches!(only.start, StartPosition::FromLast(wanted) if wanted >= whole)
        && whole > 0
    {
        return Wanted::Part(0, whole - 1);
    }
    match ranges.validate(whole) {
        Ok(ranges) if ranges.len() == 1 => Wanted::Part(*ranges[0].start(), *ranges[0].end()),
        Ok(_) => Wanted::All,
        Err(_) => Wanted::Nothing,
    }
}

/// Whether a list of tags names this one; weak ones compare as well (RFC 9110
/// §13.1.2), and `*` means any.
fn matches(headers: &HeaderMap, name: header::HeaderName, tag: &str) -> bool {
    let values = headers.get_all(name).iter();
    let mut tags = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','));
    tags.any(|other| {
        let other = other.trim();
        other == "*" || other.strip_prefix("W/").unwrap_or(other) == tag
    })
}
