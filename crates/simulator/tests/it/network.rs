//! The phones' network: mapped, bounded, told.

use reqwest::Method;
use serde_json::json;

use crate::bench::{Bench, JPG, json_of};

#[tokio::test]
async fn a_request_goes_where_the_host_table_says_and_is_told() {
    let bench = Bench::demo().await;
    let answer = bench
        .post(
            "/sim/v1/net/request",
            json!({"phone": "customer", "url": "https://share.example.com/sim/v1/qy", "method": "GET"}),
        )
        .await;
    assert_eq!(answer["statusCode"], 200);
    assert_eq!(answer["header"]["content-type"], "application/json");
    assert!(
        answer["data"]
            .as_str()
            .unwrap()
            .contains("shareToExternalContact")
    );
    let sent = bench.last_event("net.request").await;
    let came = bench.last_event("net.response").await;
    assert_eq!(sent["source"], "customer-phone");
    assert_eq!(sent["detail"]["id"], came["detail"]["id"]);
    assert_eq!(came["detail"]["url"], "https://share.example.com/sim/v1/qy");
    assert_eq!(came["detail"]["status"], 200);
    assert!(came["detail"]["body"]["names"].is_array());
}

#[tokio::test]
async fn a_body_and_headers_are_passed_on() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let answer = bench
        .post(
            "/sim/v1/net/request",
            json!({
                "phone": "member", "method": "post",
                "url": format!("https://share.example.com/cgi-bin/externalcontact/groupchat/list?access_token={token}"),
                "header": {"Content-Type": "application/json", "Host": "elsewhere"},
                "data": "{\"limit\": 1}",
            }),
        )
        .await;
    assert!(
        answer["data"].as_str().unwrap().contains("\"errcode\":0"),
        "{answer}"
    );
}

#[tokio::test]
async fn an_upload_is_passed_on_with_its_part_and_name() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let meta = json!({
        "phone": "member", "name": "media", "fileName": "海报.jpg", "formData": {"a": 1},
        "url": format!("https://share.example.com/cgi-bin/media/upload?type=image&access_token={token}"),
        "header": {"content-type": "text/plain"},
    });
    let file = reqwest::multipart::Part::bytes(JPG.to_vec()).file_name("blob");
    let form = reqwest::multipart::Form::new()
        .text("meta", meta.to_string())
        .part("file", file);
    let request = bench
        .request(Method::POST, "/sim/v1/net/upload")
        .multipart(form);
    let answer = json_of(request.send().await.unwrap()).await;
    assert_eq!(answer["statusCode"], 200);
    assert!(
        answer["data"].as_str().unwrap().contains("media_id"),
        "{answer}"
    );
    let event = bench.last_event("upload").await;
    assert_eq!(event["detail"]["name"], "海报.jpg");
    assert_eq!(event["detail"]["bytes"], JPG.len());
}

#[tokio::test]
async fn the_host_table_can_be_changed_while_it_runs() {
    let bench = Bench::demo().await;
    let ask = async || {
        bench
            .post(
                "/sim/v1/net/request",
                json!({"url": "https://api.example.org/sim/v1/qy", "timeout": 2000}),
            )
            .await
    };
    let hosts = json!([{"from": "https://api.example.org", "to": "http://127.0.0.1:1"}]);
    let put = async |hosts: serde_json::Value| {
        let request = bench
            .request(Method::PUT, "/sim/v1/hosts")
            .body(hosts.to_string());
        json_of(request.send().await.unwrap()).await
    };
    assert_eq!(put(hosts.clone()).await, hosts);
    assert_eq!(ask().await["error"]["code"], "net_unreachable");
    put(json!([{"from": "https://api.example.org", "to": bench.base}])).await;
    assert_eq!(ask().await["statusCode"], 200);
    let wrong = put(json!([{"from": "api", "to": "x"}])).await;
    assert_eq!(wrong["error"]["code"], "bad_host");
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_given_up() {
    let bench = Bench::demo().await;
    // Accepts, and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let request = bench
        .request(Method::POST, "/sim/v1/net/request")
        .body(json!({"url": url, "timeout": 50}).to_string());
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 504);
    assert_eq!(json_of(response).await["error"]["code"], "net_timeout");
    let event = bench.last_event("net.response").await;
    assert!(event["title"]["zh"].as_str().unwrap().contains("失败"));
}

#[tokio::test]
async fn only_http_addresses_are_requested() {
    let bench = Bench::demo().await;
    let path = "/sim/v1/net/request";
    let answer = bench.post(path, json!({"url": "file:///etc/hosts"})).await;
    assert_eq!(answer["error"]["code"], "net_bad_address");
    let answer = bench.post(path, json!({"phone": "member"})).await;
    assert_eq!(answer["error"]["code"], "body_malformed");
}

#[tokio::test]
async fn what_a_stranger_sends_cannot_run_in_the_phones_origin() {
    let bench = Bench::demo().await;
    let path = "/sim/v1/net/fetch?phone=customer&url=https%3A%2F%2Fshare.example.com%2F";
    let response = bench.request(Method::GET, path).send().await.unwrap();
    let headers = response.headers();
    assert_eq!(headers["content-type"], "application/octet-stream");
    assert_eq!(
        headers["content-security-policy"],
        "sandbox; default-src 'none'"
    );
    let url = bench.upload("media/uploadimg", "", "media", JPG).await["url"].clone();
    let path = format!("/sim/v1/net/fetch?url={}", url.as_str().unwrap());
    let response = bench.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/jpeg");
    assert_eq!(response.bytes().await.unwrap(), JPG);
}
