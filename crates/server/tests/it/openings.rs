use std::sync::Arc;

use serde_json::{Value, json};

use crate::house::{House, WANG};

async fn token(house: &House, session: &str) -> (String, String) {
    let plan = house.share(session, &[WANG]).await.ok();
    let text = |key: &str| plan["share"][key].as_str().unwrap().to_owned();
    (text("id"), text("token"))
}

fn opening(token: &str, event: &str) -> Value {
    json!({
        "token": token,
        "event": event,
        "page": "pages/product/product?id=1",
        "scene": 1044,
        "chatType": 2,
    })
}

async fn opened(house: &House, session: &str, id: &str) -> Value {
    house.get(&format!("/shares/{id}"), session).await.ok()["opened"].clone()
}

#[tokio::test]
async fn an_opening_says_which_share_it_belongs_to() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let (id, token) = token(&house, &session).await;
    let answer = house
        .post("/openings", None, &opening(&token, "e1"))
        .await
        .ok();

    assert_eq!(answer, json!({ "share": id, "recorded": true }));
    assert_eq!(opened(&house, &session, &id).await, 1);
}

#[tokio::test]
async fn the_same_event_is_recorded_once() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let (id, token) = token(&house, &session).await;
    house
        .post("/openings", None, &opening(&token, "e1"))
        .await
        .ok();
    let again = house
        .post("/openings", None, &opening(&token, "e1"))
        .await
        .ok();

    assert_eq!(again, json!({ "share": id, "recorded": false }));
    assert_eq!(opened(&house, &session, &id).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_opening_is_there_after_a_kill() {
    let house = Arc::new(House::new().await);
    let session = house.zhangsan().await;
    let (id, token) = token(&house, &session).await;
    let mut openings = tokio::task::JoinSet::new();
    for number in 0..200 {
        let (house, token) = (house.clone(), token.clone());
        openings.spawn(async move {
            let event = format!("e{number}");
            house
                .post("/openings", None, &opening(&token, &event))
                .await
                .ok()
        });
    }
    openings.join_all().await;

    let house = Arc::into_inner(house).unwrap().after_a_kill().await;
    assert_eq!(opened(&house, &session, &id).await, 200);
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let house = House::new().await;
    for token in ["AAAAAAAAAAAAAAAA", "", "short", "' OR 1=1 --     "] {
        let answer = house.post("/openings", None, &opening(token, "e1")).await;
        assert_eq!(answer.code(404), "unknown_token", "{token}");
    }
}

#[tokio::test]
async fn what_is_too_long_is_refused_before_anything_else() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let (id, token) = token(&house, &session).await;
    let mut long_page = opening(&token, "e1");
    long_page["page"] = "p".repeat(1025).into();
    for body in [
        opening(&token, &"e".repeat(65)),
        opening(&token, ""),
        long_page,
        json!({}),
    ] {
        let answer = house.post("/openings", None, &body).await;
        assert_eq!(answer.code(400), "request_invalid");
    }
    assert_eq!(opened(&house, &session, &id).await, 0);
    house
        .post("/openings", None, &opening(&token, &"事".repeat(64)))
        .await
        .ok();
}
