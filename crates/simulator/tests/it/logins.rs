//! server-api.md §3.1, client-api.md §2.12.

use serde_json::json;

use crate::bench::{Bench, CORP};

#[tokio::test]
async fn a_code_is_exchanged_once() {
    let bench = Bench::demo().await;
    let code = bench.code().await;
    let answer = bench.exchange(&code).await;
    assert_eq!(answer["errcode"], 0);
    assert_eq!(answer["corpid"], CORP);
    assert_eq!(answer["userid"], "zhangsan");
    assert_eq!(answer["session_key"].as_str().unwrap().len(), 24);
    assert_eq!(bench.exchange(&code).await["errcode"], 40029);
}

#[tokio::test]
async fn a_code_is_too_old_after_five_minutes() {
    let bench = Bench::demo().await;
    let code = bench.code().await;
    bench.clock.advance(jiff::SignedDuration::from_secs(5 * 60));
    assert_eq!(bench.exchange(&code).await["errcode"], 40029);
}

#[tokio::test]
async fn parameters_of_the_exchange_are_needed() {
    let bench = Bench::demo().await;
    let code = bench.code().await;
    let path = "miniprogram/jscode2session";
    for (rest, error) in [
        ("&grant_type=authorization_code".to_owned(), 40063),
        (format!("&js_code={code}"), 40063),
        (format!("&js_code={code}&grant_type=other"), 40058),
        (
            "&js_code=none&grant_type=authorization_code".to_owned(),
            40029,
        ),
    ] {
        assert_eq!(bench.ask(path, &rest).await["errcode"], error, "{rest}");
    }
}

#[tokio::test]
async fn a_session_begins_with_the_exchange_and_not_with_the_login() {
    let bench = Bench::demo().await;
    assert_eq!(bench.qy("checkSession", json!({})).await["outcome"], "fail");
    let code = bench.code().await;
    assert_eq!(
        bench.qy("checkSession", json!({})).await,
        json!({"answer": {"errMsg": "checkSession:fail"}, "outcome": "fail"})
    );
    bench.exchange(&code).await;
    let checked = bench.qy("checkSession", json!({})).await;
    assert_eq!(checked["outcome"], "success");
    assert!(checked["answer"]["expireIn"].as_i64().unwrap() > 0);
}

#[tokio::test]
async fn a_new_login_ends_the_old_session_until_it_is_exchanged() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let code = bench.code().await;
    assert_eq!(bench.qy("checkSession", json!({})).await["outcome"], "fail");
    bench.exchange(&code).await;
    assert_eq!(
        bench.qy("checkSession", json!({})).await["outcome"],
        "success"
    );
}

#[tokio::test]
async fn a_session_ends_when_the_world_says_so() {
    let bench = Bench::unknown("session_days = 1").await;
    bench.log_in().await;
    bench.hours(24);
    assert_eq!(bench.qy("checkSession", json!({})).await["outcome"], "fail");
}

#[tokio::test]
async fn each_member_has_a_session_of_their_own() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench.phone(json!({"member": "lisi"})).await;
    assert_eq!(bench.qy("checkSession", json!({})).await["outcome"], "fail");
}
