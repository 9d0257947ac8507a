use jiff::SignedDuration;
use serde_json::json;

use crate::house::{CHEN, House, WANG, card, ok_report, request};

#[tokio::test]
async fn the_same_customer_is_refused_the_same_day_and_free_the_next() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.hand_over(&session, &[WANG]).await;

    let error = house.share(&session, &[WANG]).await.refused(409);
    assert_eq!(error["code"], "quota_used_up");
    assert_eq!(error["until"], "2026-11-24T00:00:00+08:00");
    assert_eq!(error["share"]["state"], "refused");

    // One second before midnight in Shanghai, and midnight.
    house.advance(SignedDuration::from_hours(15) - SignedDuration::from_secs(1));
    let session = house.zhangsan().await;
    assert_eq!(
        house.share(&session, &[WANG]).await.code(409),
        "quota_used_up"
    );
    house.advance(SignedDuration::from_secs(1));
    house.share(&session, &[WANG]).await.ok();
}

#[tokio::test]
async fn who_cannot_be_reached_is_left_out_and_the_rest_planned() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.hand_over(&session, &[WANG]).await;

    let plan = house.share(&session, &[WANG, CHEN]).await.ok();
    assert_eq!(plan["call"]["args"]["externalUserIds"], json!([CHEN]));
    assert_eq!(plan["receivers"]["planned"], json!([CHEN]));
    assert_eq!(plan["receivers"]["skipped"][0]["id"], WANG);
    assert_eq!(
        plan["receivers"]["skipped"][0]["until"],
        "2026-11-24T00:00:00+08:00"
    );
}

#[tokio::test]
async fn only_handing_over_uses_quota() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    for answer in [
        "shareToExternalContact:cancel",
        "qy.shareToExternalContact:fail no permission",
    ] {
        let plan = house.share(&session, &[WANG]).await.ok();
        let path = format!("/shares/{}/report", plan["share"]["id"].as_str().unwrap());
        let report = json!({ "api": "shareToExternalContact", "answer": { "errMsg": answer } });
        house.post(&path, Some(&session), &report).await.ok();
    }
    house.share(&session, &[WANG]).await.ok();
}

#[tokio::test]
async fn a_member_who_picks_later_uses_no_quota_that_we_know_of() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let body = request(json!({ "kind": "customers" }), json!([card()]));
    let plan = house.post("/shares", Some(&session), &body).await.ok();
    let path = format!("/shares/{}/report", plan["share"]["id"].as_str().unwrap());
    house.post(&path, Some(&session), &ok_report()).await.ok();

    house.share(&session, &[WANG]).await.ok();
}

#[tokio::test]
async fn seven_a_week_are_allowed_where_the_company_says_so() {
    let house = House::with("[quota]\nmode = \"seven_per_week\"\n").await;
    let session = house.zhangsan().await;
    for _ in 0..7 {
        house.hand_over(&session, &[WANG]).await;
    }
    let error = house.share(&session, &[WANG]).await.refused(409);
    assert_eq!(error["until"], "2026-11-30T00:00:00+08:00", "next Monday");
}
