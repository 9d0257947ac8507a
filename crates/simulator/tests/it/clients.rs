//! Clients that nobody here wrote: what they send must be understood (server-api.md §13).

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

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
    let mut body = b"--x\r\ncontent-disposition: form-data; name=\"media\"; filename=\"\xe5\x9b\xbe.jpg\"; filelength=14\r\ncontent-type: application/octet-stream\r\n\r\n".to_vec();
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

/// What a client writes on the wire, and the whole answer.
async fn wire(bench: &Bench, request: &[u8]) -> String {
    let address = bench.base.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn http_as_old_and_odd_clients_write_it_is_understood() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let list = format!("/cgi-bin/externalcontact/groupchat/list?access_token={token}");
    let post = |headers: &str, body: &str| {
        format!("POST {list} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n{body}")
    };
    let ten = r#"{"limit":10}"#;
    for (name, request) in [
        (
            "HTTP/1.0",
            format!("POST {list} HTTP/1.0\r\ncontent-length: 12\r\n\r\n{ten}"),
        ),
        (
            "absolute",
            post("content-length: 12\r\n", ten).replacen(
                "/cgi-bin",
                "http://qyapi.weixin.qq.com/cgi-bin",
                1,
            ),
        ),
        (
            "chunked",
            post(
                "transfer-encoding: chunked\r\n",
                "5\r\n{\"lim\r\n7\r\nit\":10}\r\n0\r\n\r\n",
            ),
        ),
        (
            "expect",
            post("content-length: 12\r\nexpect: 100-continue\r\n", ten),
        ),
        (
            "gzip",
            post("content-length: 12\r\naccept-encoding: gzip, br\r\n", ten),
        ),
        (
            "gbk",
            post(
                "content-length: 12\r\ncontent-type: text/plain;charset=gbk\r\n",
                ten,
            ),
        ),
        (
            "BOM",
            post("content-length: 15\r\n", &format!("\u{feff}{ten}")),
        ),
    ] {
        let answer = wire(&bench, request.as_bytes()).await;
        assert!(answer.contains("\"errcode\":0"), "{name}: {answer}");
        assert!(answer.contains("group_chat_list"), "{name}: {answer}");
    }
}

#[tokio::test]
async fn other_methods_carry_nothing_out() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let code = bench.code().await;
    let path = format!(
        "/cgi-bin/miniprogram/jscode2session?access_token={token}&js_code={code}&grant_type=authorization_code"
    );
    for method in [Method::OPTIONS, Method::PUT, Method::DELETE] {
        let response = bench.request(method.clone(), &path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(json_of(response).await["errcode"], 40058, "{method}");
    }
    assert_eq!(
        bench.get(&path).await["errcode"],
        0,
        "the code was not used up"
    );
}

#[tokio::test]
async fn uploads_as_different_clients_write_them_are_understood() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let path = format!("/cgi-bin/media/upload?access_token={token}&type=image");
    let upload = async |kind: &str, disposition: &[u8], rest: &str| {
        let mut body = b"--x\r\nContent-Disposition: form-data; ".to_vec();
        body.extend_from_slice(disposition);
        body.extend_from_slice(rest.as_bytes());
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(JPG);
        body.extend_from_slice(b"\r\n--x--");
        let request = bench
            .request(Method::POST, &path)
            .header("content-type", kind);
        json_of(request.body(body).send().await.unwrap()).await
    };
    let usual = "multipart/form-data; boundary=x";
    let named = b"name=\"media\"; filename=\"a.jpg\"";
    let binary = "\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: binary";
    let cases: [(&str, &[u8], &str); 9] = [
        (usual, named, ""),
        (usual, named, binary),
        (
            "Multipart/Form-Data; charset=utf-8; Boundary=\"x\"",
            named,
            "",
        ),
        (usual, b"name=media; filename=a.jpg", ""),
        (usual, b"name=\"media\"", ""),
        (usual, b"name=\"media\"; filename*=UTF-8''%E5%9B%BE.jpg", ""),
        (
            usual,
            b"name=\"media\"; filename=\"a.jpg\"; filename*=UTF-8''%E5%9B%BE.jpg",
            "",
        ),
        // GBK, as a Chinese Windows writes it.
        (usual, b"name=\"media\"; filename=\"\xcd\xbc.jpg\"", ""),
        (
            usual,
            b"filename=\"a.jpg\"; name=\"media\"; filelength=14",
            "",
        ),
    ];
    for (kind, disposition, rest) in cases {
        let answer = upload(kind, disposition, rest).await;
        let disposition = String::from_utf8_lossy(disposition);
        assert_eq!(answer["errcode"], 0, "{kind} {disposition}: {answer}");
    }
}
