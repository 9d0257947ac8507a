//! Files on their way to WeCom.

use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart},
    http::{Request, header},
};
use bytes::Bytes;
use serde_json::json;
use wecom_api::media::{upload, uploadimg};

use crate::stand_in::{Seen, StandIn, new_token, success};

async fn wecom() -> StandIn {
    StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        "media/uploadimg" => success(json!({ "url": "http://p.qpic.cn/pic_wework/1/a/0" })),
        _ => success(json!({ "type": "file", "media_id": "M", "created_at": "1380000000" })),
    })
    .await
}

/// The part's name, its file's name and type, and the file, as another's
/// parser reads them.
async fn parsed(seen: &Seen) -> (String, String, String, Bytes) {
    let request = Request::builder()
        .header(header::CONTENT_TYPE, &seen.headers[header::CONTENT_TYPE])
        .body(Body::from(seen.body.clone()))
        .unwrap();
    let mut parts = Multipart::from_request(request, &()).await.unwrap();
    let part = parts.next_field().await.unwrap().unwrap();
    let text = |text: Option<&str>| text.unwrap().to_owned();
    let heads = (
        text(part.name()),
        text(part.file_name()),
        text(part.content_type()),
    );
    let bytes = part.bytes().await.unwrap();
    assert!(parts.next_field().await.unwrap().is_none());
    (heads.0, heads.1, heads.2, bytes)
}

#[tokio::test]
async fn a_file_arrives_byte_for_byte_under_its_own_name() {
    let wecom = wecom().await;
    let picture: Bytes = (0..=255_u8).cycle().take(300_000).collect();
    let request = uploadimg::Request::new("双十一 海报🌸.png", "image/png", picture.clone());
    let response = wecom.app().call(&request).await.unwrap();
    assert_eq!(response.url, "http://p.qpic.cn/pic_wework/1/a/0");
    let seen = wecom.seen().pop().unwrap();
    let expected = (
        "media".into(),
        "双十一 海报🌸.png".into(),
        "image/png".into(),
        picture,
    );
    assert_eq!(parsed(&seen).await, expected);
}

#[tokio::test]
async fn a_name_is_sent_as_raw_utf_8_with_the_length_beside_it() {
    let wecom = wecom().await;
    let request = upload::Request::new(upload::Kind::File, "报价.pdf", "application/pdf", "123456");
    wecom.app().call(&request).await.unwrap();
    let seen = wecom.seen().pop().unwrap();
    let body = std::str::from_utf8(&seen.body).unwrap();
    assert!(
        body.contains("filename=\"报价.pdf\"; filelength=6\r\n"),
        "{body}"
    );
    assert_eq!(seen.query["type"], "file");
    assert_eq!(
        seen.headers[header::CONTENT_LENGTH],
        seen.body.len().to_string()
    );
}
