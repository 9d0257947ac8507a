use jiff::SignedDuration;
use serde_json::json;

use crate::house::{APPID, CORP, House, OTHER_CORP};

fn good_code(house: &House, code: &str) {
    let member = (CORP.to_owned(), "zhangsan".to_owned());
    house.wecom.world().codes.insert(code.to_owned(), member);
}

#[tokio::test]
async fn a_login_code_becomes_a_session() {
    let house = House::new().await;
    good_code(&house, "c1");
    let login = json!({ "code": "c1", "appid": APPID, "corpid": CORP });
    let answer = house.post("/sessions", None, &login).await.ok();

    assert_eq!(
        answer["member"],
        json!({ "corpid": CORP, "userid": "zhangsan" })
    );
    assert_eq!(answer["expires_at"], "2026-11-23T21:00:00+08:00");
    let token = answer["token"].as_str().unwrap();
    house.get("/customers", token).await.ok();
}

#[tokio::test]
async fn a_used_login_code_is_refused() {
    let house = House::new().await;
    good_code(&house, "c1");
    let login = json!({ "code": "c1", "appid": APPID, "corpid": CORP });
    house.post("/sessions", None, &login).await.ok();

    let again = house.post("/sessions", None, &login).await.refused(401);
    assert_eq!(again["code"], "login_code_invalid");
    assert_eq!(again["raw"]["errcode"], 40029);
}

#[tokio::test]
async fn a_code_of_another_company_is_refused() {
    let house = House::new().await;
    good_code(&house, "c1");
    let login = json!({ "code": "c1", "appid": APPID, "corpid": OTHER_CORP });
    assert_eq!(
        house.post("/sessions", None, &login).await.code(401),
        "login_code_invalid"
    );
}

#[tokio::test]
async fn an_empty_or_endless_code_is_refused_without_asking_wecom() {
    let house = House::new().await;
    for code in [String::new(), "x".repeat(513)] {
        let login = json!({ "code": code, "appid": APPID, "corpid": CORP });
        assert_eq!(
            house.post("/sessions", None, &login).await.code(401),
            "login_code_invalid"
        );
    }
    assert_eq!(house.wecom.calls("jscode2session"), 0);
}

#[tokio::test]
async fn an_app_that_is_not_configured_is_refused() {
    let house = House::new().await;
    for (appid, corpid) in [("wx9999", CORP), (APPID, "ww9999")] {
        let login = json!({ "code": "c1", "appid": appid, "corpid": corpid });
        assert_eq!(
            house.post("/sessions", None, &login).await.code(404),
            "unknown_app"
        );
    }
}

#[tokio::test]
async fn a_mini_program_of_two_companies_needs_to_say_which() {
    let house = House::new().await;
    let login = json!({ "code": "c1", "appid": APPID });
    assert_eq!(
        house.post("/sessions", None, &login).await.code(400),
        "corpid_needed"
    );
}

#[tokio::test]
async fn a_session_ends_at_its_time() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.advance(SignedDuration::from_hours(12) - SignedDuration::from_secs(1));
    house.get("/shares", &session).await.ok();

    house.advance(SignedDuration::from_secs(1));
    assert_eq!(
        house.get("/shares", &session).await.code(401),
        "session_expired"
    );
}

#[tokio::test]
async fn a_token_nobody_was_given_is_refused() {
    let house = House::new().await;
    assert_eq!(
        house.get("/shares", "made-up").await.code(401),
        "session_expired"
    );
    let missing = house.post("/shares", None, &json!({})).await;
    assert_eq!(missing.code(401), "session_missing");
}

#[tokio::test]
async fn the_database_does_not_know_a_token_that_could_be_used() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    for file in std::fs::read_dir(house.data.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let found = bytes
            .windows(session.len())
            .any(|window| window == session.as_bytes());
        assert!(!found, "the token is in the database");
    }
}

#[tokio::test]
async fn wecoms_refusal_is_told_with_its_code() {
    let house = House::new().await;
    house.wecom.world().refused.insert("jscode2session", 60020);
    let login = json!({ "code": "c1", "appid": APPID, "corpid": CORP });
    let error = house.post("/sessions", None, &login).await.refused(502);
    assert_eq!(error["code"], "wecom_refused");
    assert_eq!(
        error["raw"],
        json!({ "errcode": 60020, "errmsg": "refused" })
    );
}

#[tokio::test]
async fn wecom_being_away_is_told_so() {
    let house = House::new().await;
    house.wecom.stop();
    let login = json!({ "code": "c1", "appid": APPID, "corpid": CORP });
    let answer = house.post("/sessions", None, &login).await;
    assert_eq!(answer.code(502), "wecom_unreachable");
}
