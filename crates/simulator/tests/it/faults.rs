//! Faults that were switched on befall the calls they should, as a client sees it.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Bench, JPG};
use crate::control::control;

async fn switch_on(bench: &Bench, fault: Value) {
    let (status, answer) = control(bench, Method::POST, "/faults", fault).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
}

#[tokio::test]
async fn every_code_is_answered_as_wecom_words_it() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let path = format!("/cgi-bin/externalcontact/get_follow_user_list?access_token={token}");
    for (kind, code) in [
        ("busy", -1),
        ("rate_limited", 45009),
        ("concurrency_limited", 45033),
        ("token_expired", 42001),
        ("token_invalid", 40014),
        ("ip_refused", 60020),
    ] {
        switch_on(&bench, json!({"kind": kind, "count": 1})).await;
        let answer = bench.get(&path).await;
        assert_eq!(answer["errcode"], code);
        let said = answer["errmsg"].as_str().unwrap();
        assert!(
            said.contains("hint: [") && said.ends_with(&format!("?e={code}")),
            "{said}"
        );
        assert_eq!(bench.get(&path).await["errcode"], 0, "{kind} is over");
    }
}

#[tokio::test]
async fn a_storm_of_expired_tokens_leaves_the_log_in_alone() {
    let bench = Bench::demo().await;
    switch_on(&bench, json!({"kind": "token_expired"})).await;
    for _ in 0..3 {
        let answer = bench.ask("externalcontact/get_follow_user_list", "").await;
        assert_eq!(answer["errcode"], 42001);
    }
    control(&bench, Method::DELETE, "/faults", json!({})).await;
    let answer = bench.ask("externalcontact/get_follow_user_list", "").await;
    assert_eq!(answer["errcode"], 0);
}

/// How many pictures have been taken.
async fn uploads(bench: &Bench) -> usize {
    let events = bench.events().await;
    let taken = |it: &&Value| it["detail"]["response"]["url"].is_string();
    events.iter().filter(taken).count()
}

fn picture() -> reqwest::multipart::Form {
    let part = reqwest::multipart::Part::bytes(JPG.to_vec()).file_name("a.jpg");
    reqwest::multipart::Form::new().part("media", part)
}

#[tokio::test]
async fn a_cut_connection_before_does_nothing_and_after_has_done_it() {
    let bench = Bench::demo().await;
    let path = format!(
        "/cgi-bin/media/uploadimg?access_token={}",
        bench.token().await
    );
    for (kind, done) in [("cut_before", 0), ("cut_after", 1)] {
        switch_on(
            &bench,
            json!({"kind": kind, "endpoint": "media/uploadimg", "count": 1}),
        )
        .await;
        let sent = bench
            .request(Method::POST, &path)
            .multipart(picture())
            .send()
            .await;
        let error = sent.unwrap_err();
        assert!(!error.is_timeout() && !error.is_status(), "{error:?}");
        assert_eq!(uploads(&bench).await, done, "{kind}");
    }
}

#[tokio::test]
async fn a_time_out_after_acceptance_has_done_it() {
    let bench = Bench::demo().await;
    let path = format!(
        "/cgi-bin/media/uploadimg?access_token={}",
        bench.token().await
    );
    switch_on(&bench, json!({"kind": "timeout_after", "count": 1})).await;
    let request = bench
        .request(Method::POST, &path)
        .multipart(picture())
        .timeout(Duration::from_millis(300));
    assert!(request.send().await.unwrap_err().is_timeout());
    assert_eq!(uploads(&bench).await, 1);
}

#[tokio::test]
async fn a_slow_call_is_answered_rightly_in_the_end() {
    let bench = Bench::demo().await;
    let path = format!(
        "/cgi-bin/agent/get?agentid=1000002&access_token={}",
        bench.token().await
    );
    switch_on(&bench, json!({"kind": "slow", "ms": 1_000_000, "count": 1})).await;
    let request = bench
        .request(Method::GET, &path)
        .timeout(Duration::from_millis(200));
    assert!(request.send().await.unwrap_err().is_timeout());
    switch_on(&bench, json!({"kind": "slow", "ms": 20, "count": 1})).await;
    assert_eq!(bench.get(&path).await["errcode"], 0);
}

#[tokio::test]
async fn the_base_limits_block_for_their_time_and_then_let_go() {
    let bench = Bench::demo_with(
        "[phone]",
        "[limits]\ncorp = { minute = 3, hour = 5 }\n\n[phone]",
    )
    .await;
    let token = bench.token().await;
    let path = format!("/cgi-bin/externalcontact/get_follow_user_list?access_token={token}");
    let ask = async || bench.get(&path).await["errcode"].as_i64().unwrap();
    for _ in 0..3 {
        assert_eq!(ask().await, 0);
    }
    assert_eq!(ask().await, 45009);
    assert_eq!(
        bench.ask("agent/get", "&agentid=1000002").await["errcode"],
        0,
        "another API"
    );
    bench.clock.advance(jiff::SignedDuration::from_secs(61));
    assert_eq!(ask().await, 0);
    // Three, one refused and this one: the sixth is over the hour's number.
    assert_eq!(ask().await, 45009);
    bench.clock.advance(jiff::SignedDuration::from_secs(3_500));
    assert_eq!(ask().await, 45009);
    bench.clock.advance(jiff::SignedDuration::from_secs(101));
    assert_eq!(ask().await, 0);
}
