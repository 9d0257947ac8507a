//! Clients that nobody here wrote: what they send must be understood (server-api.md §13).

use reqwest::Method;
use serde_json::json;

use crate::bench::{Bench, CORP, JPG, SECRET, json_of};

#[tokio::test]
async fn parameters_may_come_in_any_order_with_empty_pairs() {
    let bench = Bench::demo().await;
    let path = format!("/cgi-bin/gettoken?&corpsecret={SECRET}&&corpid={CORP}&");
    assert_eq!(bench.get(&path).await["errcode"], 0);
    let token = bench.token().await;
    let path = format!("/cgi-bin/externalcontact/list?&userid=zhangsan&access_token={token}");
    assert_eq!(bench.get(&path).await["errcode"], 0);
    let path = format!("/cgi-bin/externalcontact/batch/get_by_user?&access_token={token}");
    assert_eq!(
        bench
            .post(&path, json!({"userid_list": ["zhangsan"]}))
            .await["errcode"],
        0
    );
}

#[tokio::test]
async fn json_is_read_whatever_the_content_type() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let path = format!("/cgi-bin/externalcontact/groupchat/list?access_token={token}");
    for kind in [
        None,
        Some("application/json; charset=utf-8"),
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let mut request = bench.request(Method::POST, &path).body(r#"{"limit": 10}"#);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = json_of(request.send().await.unwrap()).await;
        assert_eq!(answer["errcode"], 0, "{kind:?}");
    }
}

#[tokio::test]
async fn broken_json_is_answered_with_the_documented_warning() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let path = format!("/cgi-bin/externalcontact/groupchat/list?access_token={token}");
    for body in ["{\"limit\": 10", "[]", "limit=10"] {
        let request = bench.request(Method::POST, &path).body(body);
        let answer = json_of(request.send().await.unwrap()).await;
        assert_eq!(answer["errcode"], 40058, "{body}");
        assert!(
            answer["errmsg"]
                .as_str()
                .unwrap()
                .contains("Warning: wrong json format.")
        );
    }
}

#[tokio::test]
async fn a_post_endpoint_does_not_read_the_body_of_a_get() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let path = format!("/cgi-bin/externalcontact/groupchat/list?access_token={token}");
    let request = bench.request(Method::GET, &path).body(r#"{"limit": 10}"#);
    let answer = json_of(request.send().await.unwrap()).await;
    assert_eq!(answer["errcode"], 40058);
}

#[tokio::test]
async fn file_names_are_raw_utf_8() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let mut body = b"--x\r\ncontent-disposition: form-data; name=\"media\"; filename=\"\xe5\x9b\xbe.jpg\"; filelength=13\r\ncontent-type: application/octet-stream\r\n\r\n".to_vec();
    body.extend_from_slice(JPG);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = bench
        .request(
            Method::POST,
            &format!("/cgi-bin/media/upload?access_token={token}&type=image"),
        )
        .header("content-type", "multipart/form-data; boundary=x")
        .body(body);
    let answer = json_of(request.send().await.unwrap()).await;
    assert_eq!(answer["errcode"], 0, "{answer}");
}

#[tokio::test]
async fn an_upload_that_was_cut_short_is_no_media() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let mut body =
        b"--x\r\ncontent-disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\n"
            .to_vec();
    body.extend_from_slice(JPG);
    let request = bench
        .request(
            Method::POST,
            &format!("/cgi-bin/media/upload?access_token={token}&type=image"),
        )
        .header("content-type", "multipart/form-data; boundary=x")
        .body(body);
    let answer = json_of(request.send().await.unwrap()).await;
    assert_eq!(answer["errcode"], 44001);
}

#[tokio::test]
async fn what_is_not_supported_says_so_and_does_not_look_like_wecom() {
    let bench = Bench::demo().await;
    let ask = async |path: &str| {
        let request = bench.request(Method::POST, &format!("/cgi-bin/{path}"));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 501, "{path}");
        let answer = json_of(response).await;
        assert_eq!(answer["error"]["code"], "endpoint_not_supported");
        assert!(answer["errcode"].is_null());
        answer
    };
    let answer = ask("user/get").await;
    let supported = answer["error"]["supported"].as_array().unwrap();
    assert!(supported.contains(&json!("media/uploadimg")));
    // Whatever the client has and the stand-in has not is refused by name, with the reason.
    let refused = answer["error"]["refused"].as_array().unwrap();
    let mut missing: Vec<String> = Vec::new();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../wecom-api/fixtures");
    for entry in std::fs::read_dir(fixtures).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let fixture: serde_json::Value = serde_json::from_str(&text).unwrap();
        let path = fixture["path"].as_str().unwrap_or_default();
        if let Some(path) = path.strip_prefix("/cgi-bin/")
            && !supported.contains(&json!(path))
        {
            missing.push(path.to_owned());
        }
    }
    for path in &missing {
        assert!(refused.contains(&json!(path)), "{path} without a reason");
        let cause = &ask(path).await["error"]["cause"];
        assert!(cause["zh"].as_str().unwrap().contains('：'), "{cause}");
    }
    assert_eq!(missing.len(), refused.len(), "{refused:?}");
}

#[tokio::test]
async fn sixty_four_clients_at_once_get_right_answers() {
    let bench = std::sync::Arc::new(Bench::demo().await);
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let bench = std::sync::Arc::clone(&bench);
            tokio::spawn(async move {
                for _ in 0..10 {
                    let answer = bench.ask("externalcontact/list", "&userid=zhangsan").await;
                    assert_eq!(answer["external_userid"].as_array().unwrap().len(), 3);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}
