use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::house::{Answer, House, WANG, ok_report};

async fn prepared(house: &House, session: &str) -> String {
    let plan = house.share(session, &[WANG]).await.ok();
    plan["share"]["id"].as_str().unwrap().to_owned()
}

async fn report(house: &House, session: &str, id: &str, body: &Value) -> Answer {
    house
        .post(&format!("/shares/{id}/report"), Some(session), body)
        .await
}

fn said(text: &str) -> Value {
    json!({ "api": "shareToExternalContact", "answer": { "errMsg": text } })
}

#[tokio::test]
async fn a_duplicate_report_gets_the_same_answer() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    for body in [
        said("qy.shareToExternalContact:fail no permission"),
        ok_report(),
    ] {
        let id = prepared(&house, &session).await;
        let first = report(&house, &session, &id, &body).await.ok();
        house.advance(SignedDuration::from_mins(1));
        let second = report(&house, &session, &id, &body).await.ok();
        assert_eq!(first, second);

        let found = house.get(&format!("/shares/{id}"), &session).await.ok();
        assert_eq!(found["history"].as_array().unwrap().len(), 2, "{found:#}");
        assert_eq!(found["share"]["changed_at"], found["history"][1]["at"]);
    }
}

#[tokio::test]
async fn backing_out_is_not_an_error() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let id = prepared(&house, &session).await;
    let answer = report(
        &house,
        &session,
        &id,
        &said("shareToExternalContact:cancel"),
    )
    .await
    .ok();
    assert_eq!(
        answer,
        json!({ "share": { "id": id, "state": "cancelled" } })
    );
}

#[tokio::test]
async fn a_failure_is_explained_and_its_raw_text_kept() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let id = prepared(&house, &session).await;
    let body = said("qy.shareToExternalContact:fail no permission");
    let answer = report(&house, &session, &id, &body).await.ok();

    assert_eq!(answer["share"]["state"], "failed");
    let error = &answer["error"];
    assert_eq!(error["raw"], body["answer"]);
    for language in ["zh", "en"] {
        assert!(!error["cause"][language].as_str().unwrap().is_empty());
        assert!(!error["remedy"][language].as_str().unwrap().is_empty());
    }
    assert!(!error["causes"].as_array().unwrap().is_empty(), "{error:#}");
    let found = house.get(&format!("/shares/{id}"), &session).await.ok();
    assert_eq!(found["share"]["error"], *error);
    assert_eq!(found["history"][1]["detail"]["answer"], body["answer"]);
}

fn causes(answer: &Value) -> Vec<&str> {
    let causes = answer["error"]["causes"].as_array().unwrap();
    causes
        .iter()
        .map(|cause| cause["code"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn what_wecom_says_of_the_rights_narrows_down_the_causes() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let body = said("qy.shareToExternalContact:fail no permission");
    let id = prepared(&house, &session).await;
    let answer = report(&house, &session, &id, &body).await.ok();
    assert!(
        !causes(&answer).contains(&"member_without_customer_contact"),
        "{answer:#}"
    );

    // Taken away a while after the plan: the older list must not hide it.
    let id = prepared(&house, &session).await;
    house.wecom.world().follow.clear();
    house.advance(SignedDuration::from_secs(6));
    let answer = report(&house, &session, &id, &body).await.ok();
    assert_eq!(
        causes(&answer)[0],
        "member_without_customer_contact",
        "{answer:#}"
    );
    assert!(
        answer["error"]["page"]["zh"]
            .as_str()
            .unwrap()
            .contains("客户联系")
    );
}

#[tokio::test]
async fn an_answer_without_words_is_what_the_callback_says() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    for (called, state) in [
        (Some("fail"), "failed"),
        (None, "failed"),
        (Some("success"), "handed_over"),
    ] {
        let id = prepared(&house, &session).await;
        let mut body = json!({ "api": "shareToExternalContact", "answer": {} });
        if let Some(called) = called {
            body["called"] = called.into();
        }
        let answer = report(&house, &session, &id, &body).await.ok();
        assert_eq!(answer["share"]["state"], state, "{called:?}");
    }
}

#[tokio::test]
async fn words_of_success_in_the_callback_for_failures_are_no_success() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let id = prepared(&house, &session).await;
    let mut body = ok_report();
    body["called"] = "fail".into();
    let answer = report(&house, &session, &id, &body).await.ok();
    assert_eq!(answer["share"]["state"], "failed");
}

#[tokio::test]
async fn a_report_of_an_unknown_share_is_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let answer = report(&house, &session, "sh_unknown", &ok_report()).await;
    assert_eq!(answer.code(404), "share_not_found");
}

#[tokio::test]
async fn a_report_that_cannot_be_read_changes_nothing() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let id = prepared(&house, &session).await;
    for body in [
        json!({}),
        json!({ "api": "x".repeat(65), "answer": {} }),
        json!([]),
    ] {
        assert_eq!(
            report(&house, &session, &id, &body).await.code(400),
            "request_invalid"
        );
    }
    let found = house.get(&format!("/shares/{id}"), &session).await.ok();
    assert_eq!(found["share"]["state"], "prepared");
}
