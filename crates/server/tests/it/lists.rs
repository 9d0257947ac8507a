use jiff::SignedDuration;
use serde_json::json;

use crate::house::{CHEN, CORP, House, WANG, card, request};

#[tokio::test]
async fn customers_and_groups_are_listed_with_who_can_be_reached() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.hand_over(&session, &[WANG]).await;

    assert_eq!(
        house.get("/customers", &session).await.ok(),
        json!({ "customers": [
            { "id": WANG, "name": "王小姐", "available": false, "until": "2026-11-24T00:00:00+08:00" },
            { "id": CHEN, "name": "陈先生", "available": true },
        ] })
    );
    assert_eq!(
        house.get("/groups", &session).await.ok(),
        json!({ "groups": [{ "id": "wrNotebook", "name": "手账爱好者群", "available": true }] })
    );
}

#[tokio::test]
async fn a_second_plan_asks_wecom_nothing() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.share(&session, &[WANG]).await.ok();
    let calls = house.wecom.world().calls.len();
    house.share(&session, &[CHEN]).await.ok();
    assert_eq!(house.wecom.world().calls.len(), calls);
}

#[tokio::test]
async fn who_was_just_given_customer_contact_is_not_refused_for_long() {
    let house = House::new().await;
    let session = house.session(CORP, "lisi").await;
    let body = request(json!({ "kind": "customers" }), json!([card()]));
    house
        .post("/shares", Some(&session), &body)
        .await
        .refused(403);
    house
        .wecom
        .world()
        .follow
        .get_mut(CORP)
        .unwrap()
        .insert("lisi".to_owned());

    // A refusal within seconds is not asked again; afterwards it is.
    house
        .post("/shares", Some(&session), &body)
        .await
        .refused(403);
    assert_eq!(house.wecom.calls("get_follow_user_list"), 1);
    house.advance(SignedDuration::from_secs(6));
    house.post("/shares", Some(&session), &body).await.ok();
}

#[tokio::test]
async fn a_customer_added_just_now_is_found() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.share(&session, &[WANG]).await.ok();
    let key = (CORP.to_owned(), "zhangsan".to_owned());
    let new = ("wmLiu".to_owned(), "刘阿姨".to_owned());
    house
        .wecom
        .world()
        .customers
        .get_mut(&key)
        .unwrap()
        .push(new);
    house.advance(SignedDuration::from_secs(6));
    house.share(&session, &["wmLiu"]).await.ok();
}

#[tokio::test]
async fn a_plan_does_not_fail_because_wecom_does_not_answer() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    for call in ["get_follow_user_list", "list"] {
        house.wecom.world().refused.insert(call, 45009);
    }
    let plan = house.share(&session, &[WANG]).await.ok();
    assert!(
        notes(&plan).contains(&"wecom_not_heard".to_owned()),
        "{plan:#}"
    );
}

fn notes(plan: &serde_json::Value) -> Vec<String> {
    let notes = plan["notes"].as_array().unwrap().iter();
    notes
        .map(|note| note["code"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_plan_with_an_earlier_list_says_so_and_does_not_wait_for_a_slow_wecom() {
    let house =
        House::with("[limits]\npatience_ms = 20\n[quota]\nmode = \"seven_per_week\"\n").await;
    let session = house.zhangsan().await;
    let plan = house.share(&session, &[WANG]).await.ok();
    assert!(
        !notes(&plan).contains(&"older_lists_used".to_owned()),
        "{plan:#}"
    );
    for call in ["get_follow_user_list", "list"] {
        house.wecom.world().silent.insert(call);
    }
    house.advance(SignedDuration::from_secs(61));
    let plan = house.share(&session, &[WANG]).await.ok();
    assert!(
        notes(&plan).contains(&"older_lists_used".to_owned()),
        "{plan:#}"
    );
    // Nobody is refused because of it.
    let plan = house.share(&session, &["wmAddedSince"]).await.ok();
    assert!(
        notes(&plan).contains(&"wecom_not_heard".to_owned()),
        "{plan:#}"
    );
}

#[tokio::test]
async fn a_list_that_wecom_refuses_is_an_error_with_its_code() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.wecom.world().refused.insert("get_by_user", 48002);
    let error = house.get("/customers", &session).await.refused(502);
    assert_eq!(error["code"], "wecom_refused");
    assert_eq!(error["raw"]["errcode"], 48002);
    assert_eq!(
        error["hint"],
        "1700000000_1_00000000000000000000000000000000"
    );
    let text = error.to_string();
    assert!(
        !text.contains("203.0.113.9") && !text.contains("from ip"),
        "{text}"
    );
}

#[tokio::test]
async fn who_has_no_customer_contact_is_told_so_and_not_shown_an_empty_list() {
    let house = House::new().await;
    let session = house.session(CORP, "lisi").await;
    for path in ["/customers", "/groups"] {
        let error = house.get(path, &session).await.refused(403);
        assert_eq!(error["code"], "member_without_customer_contact", "{path}");
    }
}
