//! Files on their way to WeCom.

use axum::{
    body::Body,
    extract::{FromRequest as _, Multipart},
    http::{Request, header},
};
use bytes::Bytes;
use serde_json::json;
use wecom_api::{
    Code, Error, Raw,
    media::{
        get::{self, Part},
        upload, uploadimg,
    },
    read_raw,
};

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

fn file(status: u16, disposition: Option<&str>, range: Option<&str>, body: &'static str) -> Raw {
    Raw {
        status,
        content_type: Some("image/jpeg".to_owned()),
        content_disposition: disposition.map(str::to_owned),
        content_range: range.map(str::to_owned),
        body: Bytes::from_static(body.as_bytes()),
    }
}

#[test]
fn a_file_is_told_from_a_refusal_that_comes_with_status_200() {
    let named = Some("attachment; filename=\"a.json\"");
    let whole = read_raw::<get::Request>(file(200, named, None, r#"{"errcode":40007}"#)).unwrap();
    assert_eq!(
        &whole.bytes[..],
        br#"{"errcode":40007}"#,
        "a file of this text"
    );
    assert_eq!(
        (whole.filename.as_deref(), whole.part),
        (Some("a.json"), None)
    );
    let refusal = r#"{"errcode":40007,"errmsg":"invalid media_id"}"#;
    let refused = read_raw::<get::Request>(file(200, None, None, refusal)).unwrap_err();
    assert_eq!(refused.code(), Some(Code::INVALID_MEDIA_ID));
    for odd in [
        file(502, None, None, "<html>"),
        file(200, None, None, "ok"),
        file(206, named, None, "part of what?"),
        file(502, named, None, "a proxy's file"),
    ] {
        let error = read_raw::<get::Request>(odd).unwrap_err();
        assert!(matches!(error, Error::Unreadable { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_part_is_asked_for_and_says_which_it_is() {
    let wecom = wecom().await;
    let request = get::Request::new("M").part(0, 1023);
    wecom.app().call(&request).await.unwrap_err();
    let seen = wecom.seen().pop().unwrap();
    assert_eq!(seen.headers[header::RANGE], "bytes=0-1023");
    assert_eq!(
        (seen.endpoint.as_str(), seen.query["media_id"].as_str()),
        ("media/get", "M")
    );
    let answer = file(206, None, Some("bytes 0-3/2048"), "abcd");
    let part = read_raw::<get::Request>(answer).unwrap().part;
    let expected = Part {
        first: 0,
        last: 3,
        size: Some(2048),
    };
    assert_eq!(part, Some(expected));
}
