use std::collections::BTreeSet;

use crate::house::{House, answer};
use reqwest::Method;
use serde_json::Value;

async fn document(house: &House) -> Value {
    answer(house.request(Method::GET, "/openapi.json", None))
        .await
        .ok()
}

#[tokio::test]
async fn the_api_document_changes_only_when_seen() {
    let house = House::new().await;
    let mut document = document(&house).await;
    document["info"]["version"] = "(version)".into();
    insta::assert_json_snapshot!(document);
}

#[tokio::test]
async fn only_what_is_listed_here_works_without_a_session() {
    let house = House::new().await;
    let document = document(&house).await;
    let mut open = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let inside = path.strip_prefix("/api/v1").unwrap_or("/../../healthz");
            let tried = answer(house.request(method.clone(), inside, None)).await;
            if tried.status != 401 {
                open.insert(format!("{method} {path}"));
            }
            let documented_open = operation["security"][0]
                .as_object()
                .is_some_and(|it| it.is_empty());
            assert_eq!(documented_open, tried.status != 401, "{method} {path}");
        }
    }
    let expected = [
        "GET /healthz",
        "POST /api/v1/openings",
        "POST /api/v1/sessions",
    ];
    assert_eq!(open, BTreeSet::from(expected.map(str::to_owned)));
}

#[tokio::test]
async fn every_error_code_that_is_promised_exists() {
    let house = House::new().await;
    let text = document(&house).await.to_string();
    for code in [
        "quota_used_up",
        "unknown_token",
        "upload_too_large",
        "login_code_invalid",
        "share_not_found",
    ] {
        assert!(text.contains(code), "{code}");
    }
}
