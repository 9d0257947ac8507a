//! The journal that the page shows.

use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};

use crate::bench::{Bench, JPG, SECRET, WANG, text};

#[tokio::test]
async fn each_step_of_a_share_is_told_in_order_in_both_languages() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let before = bench.events().await.len();
    bench.upload("media/uploadimg", "", "media", JPG).await;
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    let told: Vec<(String, String)> = bench.events().await[before..]
        .iter()
        .map(|it| {
            assert!(!it["title"]["en"].as_str().unwrap().is_empty());
            let part = |key: &str| it[key].as_str().unwrap().to_owned();
            (part("kind"), it["title"]["zh"].as_str().unwrap().to_owned())
        })
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        told,
        [
            ("wecom-api", "服务器取 access_token gettoken"),
            (
                "wecom-api",
                "服务器上传图片到企业微信 media/uploadimg · 1 KB"
            ),
            ("wx.qy.call", "张三 调用 wx.qy.shareToExternalContact"),
            ("screen", "企业微信打开「群发助手」"),
            ("screen", "张三 确认发送给 王小姐"),
            ("message", "王小姐 收到 张三 发来的文字"),
            ("wx.qy.answer", "企业微信回答 shareToExternalContact：ok"),
        ]
    );
}

#[tokio::test]
async fn secrets_and_tokens_are_cut() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let token = bench.token().await;
    bench
        .post(
            "/sim/v1/net/request",
            json!({
                "phone": "member", "url": "https://share.example.com/cgi-bin/gettoken",
                "header": {"authorization": "Bearer a-very-long-session-token"},
            }),
        )
        .await;
    let all = serde_json::to_string(&bench.events().await).unwrap();
    for secret in [SECRET, &token, "a-very-long-session-token"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(all.contains("session_key"));
}

#[tokio::test]
async fn the_stream_goes_on_where_a_reader_left_it() {
    let bench = Bench::demo().await;
    bench.phone(json!({"ex": false})).await;
    bench.phone(json!({"ex": true})).await;
    let address = bench.base.strip_prefix("http://").unwrap().to_owned();
    let stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let (read, mut write) = stream.into_split();
    write
        .write_all(
            format!("GET /sim/v1/events?after=1 HTTP/1.1\r\nhost: {address}\r\naccept: text/event-stream\r\n\r\n")
                .as_bytes(),
        )
        .await
        .unwrap();
    let mut lines = BufReader::new(read).lines();
    let mut next = async || loop {
        let line = lines.next_line().await.unwrap().unwrap();
        if let Some(data) = line.strip_prefix("data: ") {
            return serde_json::from_str::<serde_json::Value>(data).unwrap();
        }
    };
    let event = next().await;
    assert_eq!(
        (&event["seq"], &event["kind"]),
        (&json!(2), &json!("phone"))
    );
    bench.phone(json!({"version": "4.1.36"})).await;
    let event = next().await;
    assert_eq!(event["detail"], json!({"version": "4.1.36"}));
    assert_eq!(event["source"], "member-phone");
}

#[tokio::test]
async fn console_lines_are_kept_within_bounds() {
    let bench = Bench::demo().await;
    let line = json!({"phone": "customer", "level": "warn", "text": "字".repeat(20_000)});
    let request = bench
        .request(reqwest::Method::POST, "/sim/v1/console")
        .body(line.to_string());
    assert_eq!(request.send().await.unwrap().status(), 204);
    let event = bench.last_event("console").await;
    assert_eq!(event["source"], "customer-phone");
    assert_eq!(
        event["detail"]["text"].as_str().unwrap().chars().count(),
        8000
    );
}

#[tokio::test]
async fn a_setting_that_stays_as_it_was_is_not_told() {
    let bench = Bench::demo().await;
    bench.phone(json!({"member": "zhangsan", "ex": true})).await;
    assert!(bench.events().await.is_empty());
}
