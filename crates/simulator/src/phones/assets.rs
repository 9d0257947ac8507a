//! The page of the two phones, carried in the binary.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Files;

pub(super) async fn index() -> Response {
    file("index.html")
}

pub(super) async fn asset(Path(path): Path<String>) -> Response {
    file(&path)
}

fn file(path: &str) -> Response {
    let Some(file) = Files::get(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut media_type = mime_guess::from_path(path)
        .first_or_octet_stream()
        .to_string();
    if media_type.starts_with("text/") {
        media_type.push_str("; charset=utf-8");
    }
    (
        [
            (header::CONTENT_TYPE, media_type.as_str()),
            (header::CACHE_CONTROL, "no-cache"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        file.data,
    )
        .into_response()
}
