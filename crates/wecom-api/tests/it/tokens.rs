//! One token an app, whatever happens.

use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::json;
use tokio::sync::Notify;
use wecom_api::{AppCredentials, Code, Error, externalcontact::list};

use crate::stand_in::{Answer, Seen, StandIn, credentials, failure, new_token, success};

const LIST: &str = "externalcontact/list";

fn request() -> list::Request {
    list::Request::new("zhangsan")
}

fn customers() -> Answer {
    success(json!({ "external_userid": ["wmA"] }))
}

/// Tokens as usual; the list takes only the tokens named.
async fn taking(good: &'static [&'static str], code: i64) -> StandIn {
    StandIn::start(move |seen: &Seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        _ if good.contains(&seen.token()) => customers(),
        _ => failure(code),
    })
    .await
}

#[tokio::test]
async fn a_thousand_callers_cause_one_gettoken() {
    let wecom = taking(&["token-0"], 40014).await;
    let app = wecom.app();
    let request = request();
    let answers = join_all((0..1000).map(|_| app.call(&request))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(wecom.calls("gettoken"), 1);
    assert_eq!(wecom.calls(LIST), 1000);
}

#[tokio::test]
async fn a_thousand_callers_share_one_refusal_of_a_wrong_secret() {
    let wecom = StandIn::start(|_| failure(40001)).await;
    let app = wecom.app();
    let request = request();
    let answers = join_all((0..1000).map(|_| app.call(&request))).await;
    for answer in answers {
        let error = answer.unwrap_err();
        assert_eq!(error.code(), Some(Code::INVALID_SECRET));
        assert_eq!(error.endpoint(), "gettoken");
    }
    assert_eq!(wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn a_wrong_secret_is_not_tried_again_for_half_a_minute() {
    let wecom = StandIn::start(|_| failure(40001)).await;
    let app = wecom.app();
    app.call(&request()).await.unwrap_err();
    wecom.advance(29);
    app.call(&request()).await.unwrap_err();
    assert_eq!(wecom.calls("gettoken"), 1);
    wecom.advance(1);
    app.call(&request()).await.unwrap_err();
    assert_eq!(wecom.calls("gettoken"), 2);
}

#[tokio::test]
async fn a_mended_secret_is_tried_at_once() {
    let wecom = StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" if seen.query["corpsecret"] == "right" => new_token(seen),
        "gettoken" => failure(40001),
        _ => customers(),
    })
    .await;
    let client = wecom.client();
    client
        .app(credentials())
        .call(&request())
        .await
        .unwrap_err();
    let mended = AppCredentials {
        secret: "right".into(),
        ..credentials()
    };
    client.app(mended).call(&request()).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_prolong_the_wait() {
    let wecom = StandIn::start(|_| failure(40001)).await;
    let app = wecom.app();
    app.call(&request()).await.unwrap_err();
    wecom.advance(-86_400);
    app.call(&request()).await.unwrap_err();
    assert_eq!(wecom.calls("gettoken"), 2);
}

#[tokio::test]
async fn a_busy_gettoken_is_asked_again_and_not_remembered_as_a_wrong_secret() {
    let wecom = StandIn::start(|seen| match (seen.endpoint.as_str(), seen.before) {
        ("gettoken", 0..5) => failure(-1),
        ("gettoken", _) => new_token(seen),
        _ => customers(),
    })
    .await;
    let app = wecom.app();
    app.call(&request()).await.unwrap_err();
    assert_eq!(wecom.calls("gettoken"), 4);
    app.call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 6);
}

#[tokio::test]
async fn a_token_is_used_until_shortly_before_its_end() {
    let wecom = taking(&["token-0"], 40014).await;
    let app = wecom.app();
    app.call(&request()).await.unwrap();
    wecom.advance(6899);
    app.call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn nobody_waits_for_the_early_refresh() {
    let gate = Arc::new(Notify::new());
    let held = gate.clone();
    let wecom = StandIn::start(move |seen| match (seen.endpoint.as_str(), seen.before) {
        ("gettoken", 0) => new_token(seen),
        ("gettoken", _) => {
            let token = json!({ "errcode": 0, "access_token": "fresh", "expires_in": 7200 });
            Answer::After(held.clone(), token)
        }
        _ => customers(),
    })
    .await;
    let app = wecom.app();
    app.call(&request()).await.unwrap();
    wecom.advance(6901);
    app.call(&request()).await.unwrap();
    assert_eq!(
        wecom.seen()[2..]
            .iter()
            .filter(|seen| seen.token() == "token-0")
            .count(),
        1
    );
    gate.notify_one();
    loop {
        app.call(&request()).await.unwrap();
        if wecom.seen().last().unwrap().token() == "fresh" {
            break;
        }
    }
    assert_eq!(wecom.calls("gettoken"), 2);
}

#[tokio::test]
async fn a_token_past_its_end_is_not_used() {
    let wecom = taking(&["token-0", "token-1"], 40014).await;
    let app = wecom.app();
    app.call(&request()).await.unwrap();
    wecom.advance(7200);
    app.call(&request()).await.unwrap();
    assert_eq!(wecom.seen().last().unwrap().token(), "token-1");
    assert_eq!(wecom.calls(LIST), 2);
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_made_again() {
    for code in [40001, 40014, 42001] {
        let wecom = taking(&["token-1"], code).await;
        let answer = wecom.app().call(&request()).await.unwrap();
        assert_eq!(answer.external_userid, ["wmA".into()]);
        assert_eq!((wecom.calls("gettoken"), wecom.calls(LIST)), (2, 2));
    }
}

#[tokio::test]
async fn a_token_that_is_always_refused_ends_in_an_error_and_no_loop() {
    let wecom = taking(&[], 42001).await;
    let app = wecom.app();
    let error = app.call(&request()).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }));
    assert_eq!(error.code(), Some(Code::TOKEN_EXPIRED));
    assert_eq!((wecom.calls("gettoken"), wecom.calls(LIST)), (2, 2));
    // Nor does the next call start again: the token is fresh, and was refused.
    app.call(&request()).await.unwrap_err();
    assert_eq!((wecom.calls("gettoken"), wecom.calls(LIST)), (2, 3));
    wecom.advance(60);
    app.call(&request()).await.unwrap_err();
    assert_eq!((wecom.calls("gettoken"), wecom.calls(LIST)), (3, 5));
}

#[tokio::test]
async fn a_storm_of_refusals_replaces_the_token_once() {
    let wecom = taking(&["token-1"], 42001).await;
    let app = wecom.app();
    let request = request();
    let answers = join_all((0..64).map(|_| app.call(&request))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(wecom.calls("gettoken"), 2);
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_nobodys_token_along() {
    let gate = Arc::new(Notify::new());
    let held = gate.clone();
    let wecom = StandIn::start(move |seen| match seen.endpoint.as_str() {
        "gettoken" => {
            let token = json!({ "errcode": 0, "access_token": "t", "expires_in": 7200 });
            Answer::After(held.clone(), token)
        }
        _ => customers(),
    })
    .await;
    let app = wecom.app();
    let request = request();
    let mut first = Box::pin(app.call(&request));
    let mut second = Box::pin(app.call(&request));
    assert!(futures_util::poll!(&mut first).is_pending());
    assert!(futures_util::poll!(&mut second).is_pending());
    drop(first);
    gate.notify_one();
    second.await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn each_app_of_each_company_has_its_own_token() {
    let wecom = StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        _ => customers(),
    })
    .await;
    let client = wecom.client();
    let other_company = AppCredentials {
        corpid: "wwOTHER".into(),
        ..credentials()
    };
    let other_app = AppCredentials {
        agentid: 1_000_003,
        ..credentials()
    };
    for app in [credentials(), other_company, other_app, credentials()] {
        client.app(app).call(&request()).await.unwrap();
    }
    assert_eq!(wecom.calls("gettoken"), 3);
    let used: Vec<_> = wecom
        .seen()
        .iter()
        .map(|seen| seen.token().to_owned())
        .collect();
    assert_eq!(used.iter().filter(|token| *token == "token-0").count(), 2);
}
