//! Only this machine's own page may use the phones.

use reqwest::Method;

use crate::bench::{Bench, json_of};

async fn refused(bench: &Bench, path: &str, header: &str, value: &str) -> serde_json::Value {
    let request = bench.request(Method::GET, path).header(header, value);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 403, "{header}: {value}");
    json_of(response).await["error"]["code"].clone()
}

#[tokio::test]
async fn a_name_that_is_not_loopback_is_refused() {
    let bench = Bench::demo().await;
    for path in ["/", "/sim/v1/state", "/assets/index.html"] {
        for host in [
            "evil.example",
            "evil.example:8787",
            "127.0.0.1.evil.example",
        ] {
            assert_eq!(refused(&bench, path, "host", host).await, "not_loopback");
        }
    }
    for host in ["localhost:1", "127.0.0.1", "[::1]:8787"] {
        let request = bench.request(Method::GET, "/sim/v1/state");
        let response = request.header("host", host).send().await.unwrap();
        assert_eq!(response.status(), 200, "{host}");
    }
}

#[tokio::test]
async fn another_sites_page_is_refused() {
    let bench = Bench::demo().await;
    let path = "/sim/v1/state";
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        assert_eq!(
            refused(&bench, path, "origin", origin).await,
            "foreign_origin"
        );
    }
    assert_eq!(
        refused(&bench, path, "sec-fetch-site", "cross-site").await,
        "foreign_origin"
    );
    let own = bench.base.clone();
    let request = bench.request(Method::GET, path).header("origin", own);
    assert_eq!(request.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn wecoms_api_may_be_called_by_any_name() {
    let bench = Bench::demo().await;
    let request = bench
        .request(Method::GET, "/cgi-bin/gettoken")
        .header("host", "qyapi.weixin.qq.com");
    assert_eq!(request.send().await.unwrap().status(), 200);
}
