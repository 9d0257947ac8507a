//! What comes from nowhere: odd bodies, odd addresses.

use reqwest::Method;

use crate::house::{House, answer};

#[tokio::test]
async fn what_is_not_json_is_refused_with_its_line() {
    let house = House::new().await;
    let refused = house
        .post_text("/sessions", None, "{\n  nope".to_owned())
        .await;
    let error = refused.refused(400);
    assert_eq!(error["code"], "request_invalid");
    assert!(
        error["faults"][0]["en"]
            .as_str()
            .unwrap()
            .contains("line 2"),
        "{error:#}"
    );
    let cause = error["cause"]["en"].as_str().unwrap();
    assert!(cause.contains("line 2"), "{cause}");
}

#[tokio::test]
async fn a_list_in_the_order_of_the_fields_is_no_request() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let refused = house
        .post_text("/shares", Some(&session), "[{}, {}]".to_owned())
        .await;
    let error = refused.refused(400);
    assert_eq!(error["cause"]["zh"], "请求内容读不懂：应为 JSON 对象");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let house = House::with("[limits]\nbody_bytes = 1000\n").await;
    let refused = house.post_text("/openings", None, " ".repeat(1001)).await;
    assert_eq!(refused.code(413), "request_too_large");
}

#[tokio::test]
async fn a_stranger_may_not_send_what_a_member_may() {
    let house = House::new().await;
    let refused = house
        .post_text("/openings", None, " ".repeat(64 * 1024 + 1))
        .await;
    assert_eq!(refused.code(413), "request_too_large");
}

#[tokio::test]
async fn bytes_that_are_no_text_are_no_share() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    for path in ["/shares/%ff", "/shares/%00", "/shares/..%2f..%2fetc"] {
        assert_eq!(
            house.get(path, &session).await.code(404),
            "share_not_found",
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_address_that_is_not_there_is_told_so() {
    let house = House::new().await;
    let lost = answer(house.request(Method::GET, "/nowhere", None)).await;
    assert_eq!(lost.code(404), "not_found");
    for root in ["", "/"] {
        let lost = answer(house.request(Method::GET, root, None)).await;
        assert_eq!(lost.code(404), "not_found");
    }
    let wrong = answer(house.request(Method::DELETE, "/shares", None)).await;
    assert_eq!(wrong.code(405), "method_not_allowed");
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let house = House::new().await;
    let response = house
        .request(Method::GET, "/shares", None)
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["x-request-id"].len(), 36);
}

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    let house = House::new().await;
    let answer = answer(house.request(Method::GET, "/../../healthz", None))
        .await
        .ok();
    assert_eq!(answer["status"], "ok");
    assert_eq!(answer["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test]
async fn odd_numbers_in_a_query_are_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    assert_eq!(
        house.get("/shares?limit=many", &session).await.code(400),
        "request_invalid"
    );
}

#[tokio::test]
async fn who_logs_in_too_often_waits_and_others_do_not() {
    let house = House::with("[limits]\nlogins_per_minute = 3\ntrust_forwarded_for = true\n").await;
    let login = |from: &'static str| {
        let body = serde_json::json!({ "code": "wrong", "appid": crate::house::APPID, "corpid": crate::house::CORP });
        house
            .request(Method::POST, "/sessions", None)
            // What stands before the last comma a stranger can write.
            .header(
                "x-forwarded-for",
                format!("192.0.2.{}, {from}", house.now()),
            )
            .json(&body)
    };
    for _ in 0..3 {
        assert_eq!(
            answer(login("198.51.100.1")).await.code(401),
            "login_code_invalid"
        );
    }
    let refused = login("198.51.100.1").send().await.unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "21");
    assert_eq!(
        answer(login("198.51.100.1")).await.code(429),
        "too_many_requests"
    );
    assert_eq!(
        answer(login("198.51.100.2")).await.code(401),
        "login_code_invalid"
    );
    house.advance(jiff::SignedDuration::from_secs(21));
    assert_eq!(
        answer(login("198.51.100.1")).await.code(401),
        "login_code_invalid"
    );
}

#[tokio::test]
async fn who_forwards_without_being_trusted_is_taken_for_the_proxy() {
    let house = House::with("[limits]\nopenings_per_minute = 1\n").await;
    for _ in 0..3 {
        let opening = serde_json::json!({ "token": "AAAAAAAAAAAAAAAA", "event": "e" });
        let request = house
            .request(Method::POST, "/openings", None)
            .header("x-forwarded-for", "198.51.100.1")
            .json(&opening);
        assert_eq!(answer(request).await.code(404), "unknown_token");
    }
}
