//! Pictures from the web, and addresses that lead inside.

use std::convert::Infallible;

use axum::{
    Router,
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Redirect},
    routing::get,
};
use futures_util::{Stream, StreamExt, stream};
use serde_json::json;
use tokio::net::TcpListener;

use crate::{house::House, pictures::picture};

/// A web server on this machine that stands for a public one.
async fn web() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/a.png", get(async || picture(300, 200)))
        .route("/moved", get(async || Redirect::temporary("/a.png")))
        .route(
            "/inside",
            get(async || Redirect::temporary("https://127.0.0.1/a.png")),
        )
        .route(
            "/metadata",
            get(async || Redirect::temporary("https://169.254.169.254/latest")),
        )
        .route(
            "/plain",
            get(async || Redirect::temporary("http://img.example.com/a.png")),
        )
        .route("/round", get(async || Redirect::temporary("/round")))
        .route("/large", get(async || vec![0; 3_000_000]))
        .route("/endless", get(async || Body::from_stream(zeros())))
        .route("/stalled", get(async || Body::from_stream(stalled())))
        .route("/packed", get(packed))
        .route(
            "/page",
            get(async || ([(header::CONTENT_TYPE, "image/png")], "<html>")),
        );
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    format!("http://{address}")
}

/// Without a length, and without an end.
fn zeros() -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::repeat_with(|| Ok(Bytes::from_static(&[0; 65_536])))
}

/// Begins like a picture.
fn stalled() -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::once(async { Ok(picture(300, 200).into()) }).chain(stream::pending())
}

/// A picture that would be there if anybody unpacked it: what nobody unpacks
/// cannot become large.
async fn packed() -> impl IntoResponse {
    let body = fdeflate::compress_to_vec(&picture(300, 200));
    ([(header::CONTENT_ENCODING, "deflate")], body)
}

async fn house() -> House {
    let web = web().await;
    House::with(&format!(
        "[limits]\nupload_bytes = 2000000\n[images]\nfetch_seconds = 1\n[images.fetch_map]\n\"https://img.example.com\" = {web:?}\n"
    ))
    .await
}

async fn take(house: &House, session: &str, url: &str) -> crate::house::Answer {
    house
        .post("/images/from-url", Some(session), &json!({ "url": url }))
        .await
}

#[tokio::test]
async fn a_picture_from_the_web_is_taken_in_as_if_uploaded() {
    let house = house().await;
    let session = house.zhangsan().await;
    let uploaded = house
        .upload(&session, "a.png", picture(300, 200))
        .await
        .ok();
    for path in ["a.png", "moved"] {
        let url = format!("https://img.example.com/{path}");
        let taken = take(&house, &session, &url).await.ok();
        assert_eq!(taken["id"], uploaded["id"]);
        assert_eq!(taken["reused"], true);
    }
}

#[tokio::test]
async fn addresses_that_lead_inside_are_refused_before_anything_is_sent() {
    let house = house().await;
    let session = house.zhangsan().await;
    for url in [
        "https://127.0.0.1/a.png",
        "https://2130706433/a.png",
        "https://[::1]/a.png",
        "https://[::ffff:10.0.0.1]/a.png",
        "https://[64:ff9b::10.0.0.1]/a.png",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.100.100.200/latest/meta-data/",
        // A name, resolved by this machine.
        "https://localhost/a.png",
        "https://img.example.com/inside",
        "https://img.example.com/metadata",
        "https://img.example.com/plain",
        "http://img.example.com/a.png",
        "https://img.example.com:8443/a.png",
        "https://img.example.com@127.0.0.1/a.png",
        "https://127.0.0.1#@img.example.com/a.png",
        "https://0.0.0.0/a.png",
        "https://0xa9fea9fe/latest/meta-data/",
        "https://0251.0376.0251.0376/latest/meta-data/",
        "file:///etc/passwd",
    ] {
        assert_eq!(
            take(&house, &session, url).await.code(400),
            "url_invalid",
            "{url}"
        );
    }
}

#[tokio::test]
async fn what_is_too_large_endless_or_no_picture_is_refused_by_name() {
    let house = house().await;
    let session = house.zhangsan().await;
    for (path, status, code) in [
        ("large", 413, "upload_too_large"),
        ("endless", 413, "upload_too_large"),
        ("stalled", 502, "url_not_fetched"),
        ("packed", 400, "image_not_recognised"),
        ("round", 502, "url_not_fetched"),
        ("missing", 502, "url_not_fetched"),
        ("page", 400, "image_not_recognised"),
    ] {
        let url = format!("https://img.example.com/{path}");
        assert_eq!(
            take(&house, &session, &url).await.code(status),
            code,
            "{path}"
        );
    }
    assert_eq!(house.pictures(), 0);
}
