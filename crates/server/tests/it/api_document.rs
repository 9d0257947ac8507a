use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{CHEN, House, WANG, answer, card_to};

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
            let outside = format!("/../..{path}");
            let inside = path.strip_prefix("/api/v1").unwrap_or(&outside);
            // A path's own braces stand for an id that there is not.
            let inside = inside.replace(['{', '}'], "");
            let tried = answer(house.request(method.clone(), &inside, None)).await;
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
        "GET /callback/{corpid}/{agentid}",
        "GET /callback/{suite_id}",
        "GET /healthz",
        "POST /api/v1/openings",
        "POST /api/v1/sessions",
        "POST /callback/{corpid}/{agentid}",
        "POST /callback/{suite_id}",
    ];
    assert_eq!(open, BTreeSet::from(expected.map(str::to_owned)));
}

/// What an answer has that its description has not, and the other way round.
fn differences(
    document: &Value,
    schema: &Value,
    value: &Value,
    place: &str,
    found: &mut Vec<String>,
) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.trim_start_matches('#');
        return differences(
            document,
            document.pointer(pointer).unwrap(),
            value,
            place,
            found,
        );
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        if !value.is_null() {
            let choice = choices
                .iter()
                .find(|choice| choice["type"] != "null")
                .unwrap();
            differences(document, choice, value, place, found);
        }
        return;
    }
    if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            differences(
                document,
                &schema["items"],
                item,
                &format!("{place}[{index}]"),
                found,
            );
        }
    }
    let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object())
    else {
        return;
    };
    for (key, value) in object {
        match properties.get(key) {
            Some(schema) => differences(document, schema, value, &format!("{place}.{key}"), found),
            None => found.push(format!("{place}.{key} is not described")),
        }
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        if !object.contains_key(required.as_str().unwrap()) {
            found.push(format!("{place}.{required} is missing"));
        }
    }
}

#[tokio::test]
async fn answers_look_as_the_document_says() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut ex = card_to(&[WANG]);
    ex["draft"]["ex"] = true.into();
    let plan = house.post("/shares", Some(&session), &ex).await.ok();
    let path = format!("/shares/{}", plan["share"]["id"].as_str().unwrap());
    let report =
        json!({ "api": "shareToExternalContact", "answer": { "errMsg": "fail no permission" } });
    let reported = house
        .post(&format!("{path}/report"), Some(&session), &report)
        .await
        .ok();
    house.hand_over(&session, &[WANG]).await;
    let partial = house.share(&session, &[WANG, CHEN]).await.ok();
    let shown = house.get(&path, &session).await.ok();
    let refused = house.share(&session, &[WANG]).await.body;
    let invalid = house.share(&session, &["wmNobody"]).await.body;
    let listed = house.get("/shares", &session).await.ok();

    let document = document(&house).await;
    for (name, answer) in [
        ("Plan", plan),
        ("Plan", partial),
        ("ReportResponse", reported),
        ("GetShareResponse", shown),
        ("ListSharesResponse", listed),
        ("Error", refused),
        ("Error", invalid),
    ] {
        let schema = &document["components"]["schemas"][name];
        let mut found = Vec::new();
        differences(&document, schema, &answer, name, &mut found);
        assert_eq!(found, Vec::<String>::new(), "{answer:#}");
    }
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
