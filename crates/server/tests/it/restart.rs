use serde_json::json;

use crate::house::{House, WANG};

/// Share, quota use and opening, as another run of the server sees them.
async fn everything_is_there(house: &House, session: &str, id: &str) {
    let found = house.get(&format!("/shares/{id}"), session).await.ok();
    assert_eq!(found["share"]["state"], "handed_over");
    assert_eq!(found["opened"], 1);
    assert_eq!(found["history"].as_array().unwrap().len(), 2);
    assert_eq!(
        house.share(session, &[WANG]).await.code(409),
        "quota_used_up"
    );
}

async fn handed_over_and_opened(house: &House) -> (String, String) {
    let session = house.zhangsan().await;
    let plan = house.hand_over(&session, &[WANG]).await;
    let opening = json!({ "token": plan["share"]["token"], "event": "e1" });
    house.post("/openings", None, &opening).await.ok();
    (session, plan["share"]["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_restart_keeps_everything() {
    let mut house = House::new().await;
    let (session, id) = handed_over_and_opened(&house).await;
    house.restart().await;
    everything_is_there(&house, &session, &id).await;
}

#[tokio::test]
async fn a_kill_right_after_the_answer_loses_nothing() {
    let house = House::new().await;
    let (session, id) = handed_over_and_opened(&house).await;
    let house = house.after_a_kill().await;
    everything_is_there(&house, &session, &id).await;
}
