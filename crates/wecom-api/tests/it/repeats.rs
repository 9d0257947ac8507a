//! What is tried again, and what is not.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::net::TcpSocket;
use wecom_api::{
    AppCredentials, Code, Config, Error, Fault, Layer,
    externalcontact::{add_moment_task, get_groupmsg_task, list},
    miniprogram::jscode2session,
};

use crate::stand_in::{Answer, Seen, StandIn, credentials, failure, new_token, success};

const LIST: &str = "externalcontact/list";
const LOGIN: &str = "miniprogram/jscode2session";

/// Tokens as usual; everything else as told.
async fn answering(script: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> StandIn {
    StandIn::start(move |seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        _ => script(seen),
    })
    .await
}

fn hasty(wecom: &StandIn) -> Config {
    Config {
        timeout: Duration::from_millis(50),
        ..wecom.config()
    }
}

#[tokio::test]
async fn a_busy_wecom_is_asked_three_times_more_and_ever_later() {
    let wecom = answering(|seen| match seen.before {
        0..3 => failure(-1),
        _ => success(json!({ "external_userid": [] })),
    })
    .await;
    let config = Config {
        backoff: Duration::from_millis(10),
        ..wecom.config()
    };
    let app = wecom.client_with(config).app(credentials());
    let start = Instant::now();
    app.call(&list::Request::new("zhangsan")).await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(10 + 20 + 40));
    assert_eq!(wecom.calls(LIST), 4);
}

#[tokio::test]
async fn a_wecom_that_stays_busy_is_an_error_that_says_later() {
    let wecom = answering(|_| failure(-1)).await;
    let error = wecom
        .app()
        .call(&list::Request::new("zhangsan"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some(Code::BUSY));
    assert!(error.is_retryable());
    assert_eq!(wecom.calls(LIST), 4);
}

#[tokio::test]
async fn a_passed_limit_is_told_and_not_tried_again_during_its_block() {
    let wecom = answering(|_| failure(45009)).await;
    let app = wecom.app();
    let request = list::Request::new("zhangsan");
    let error = app.call(&request).await.unwrap_err();
    let Error::RateLimited { advice, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(advice.wait, Duration::from_secs(60));
    assert!(error.is_retryable());
    assert_eq!(wecom.calls(LIST), 1);
}

#[tokio::test]
async fn too_many_calls_at_once_are_made_again_later_whatever_they_are() {
    let wecom = answering(|seen| match seen.before {
        0..3 => failure(45033),
        _ => success(json!({ "corpid": "ww", "userid": "u", "session_key": "k" })),
    })
    .await;
    let request = jscode2session::Request::new("CODE");
    wecom.app().call(&request).await.unwrap();
    assert_eq!(wecom.calls(LOGIN), 4);
    let wecom = answering(|_| failure(45035)).await;
    let error = wecom.app().call(&request).await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { .. }), "{error}");
    assert_eq!(wecom.calls(LOGIN), 4);
}

#[tokio::test]
async fn a_call_whose_turn_would_come_too_late_is_refused_before_it_is_sent() {
    let wecom = answering(|_| success(json!({ "jobid": "j" }))).await;
    let app = wecom.app();
    let request = add_moment_task::Request::new("t");
    for _ in 0..10 {
        app.call(&request).await.unwrap();
    }
    let error = app.call(&request).await.unwrap_err();
    let Error::Limited { wait, .. } = error else {
        panic!("{error}")
    };
    assert!(wait > Duration::from_secs(10) && wait <= Duration::from_secs(60));
    assert!(!error.may_have_happened() && error.is_retryable());
    assert_eq!(error.layer(), Layer::OurLimit);
    assert_eq!(wecom.calls("externalcontact/add_moment_task"), 10);
    // Another company has its own.
    let other = AppCredentials {
        corpid: "wwOTHER".into(),
        ..credentials()
    };
    wecom.client().app(other).call(&request).await.unwrap();
}

#[tokio::test]
async fn the_rule_book_explains_what_wecom_refuses() {
    let wecom = answering(|_| failure(60020)).await;
    let error = wecom
        .app()
        .call(&list::Request::new("u"))
        .await
        .unwrap_err();
    let known = error.explain().unwrap();
    assert!(
        known.remedy.zh.contains("可信") && !known.cause.en.is_empty(),
        "{known:?}"
    );
    let wecom = answering(|_| failure(999_999)).await;
    let error = wecom
        .app()
        .call(&list::Request::new("u"))
        .await
        .unwrap_err();
    assert!(error.explain().is_none());
}

#[tokio::test]
async fn other_refusals_are_not_tried_again() {
    let wecom = answering(|seen| failure(if seen.endpoint == LOGIN { 40029 } else { 48002 })).await;
    let app = wecom.app();
    let error = app.call(&list::Request::new("zhangsan")).await.unwrap_err();
    assert_eq!(
        (error.code(), error.layer()),
        (Some(Code::API_FORBIDDEN), Layer::WeCom)
    );
    assert!(!error.is_retryable());
    let error = app
        .call(&jscode2session::Request::new("CODE"))
        .await
        .unwrap_err();
    assert!(error.is_login_code_invalid());
    assert_eq!((wecom.calls(LIST), wecom.calls(LOGIN)), (1, 1));
}

#[tokio::test]
async fn a_task_that_is_being_dispatched_can_be_asked_for_later() {
    let wecom = answering(|_| failure(41063)).await;
    let request = get_groupmsg_task::Request::new("msgA");
    assert!(wecom.app().call(&request).await.unwrap_err().is_retryable());
}

#[tokio::test]
async fn a_time_out_of_a_call_that_must_not_be_repeated_is_unknown_and_not_repeated() {
    let wecom = answering(|_| Answer::Silence).await;
    let app = wecom.client_with(hasty(&wecom)).app(credentials());
    let error = app
        .call(&jscode2session::Request::new("CODE"))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unknown {
                fault: Fault::Timeout,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.may_have_happened() && !error.is_retryable());
    assert_eq!(wecom.calls(LOGIN), 1);
}

#[tokio::test]
async fn a_time_out_of_another_call_is_told_as_such() {
    let wecom = answering(|_| Answer::Silence).await;
    let app = wecom.client_with(hasty(&wecom)).app(credentials());
    let error = app.call(&list::Request::new("zhangsan")).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                fault: Fault::Timeout,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.is_retryable() && !error.may_have_happened());
    assert_eq!(wecom.calls(LIST), 1);
}

#[tokio::test]
async fn a_broken_connection_is_tried_once_more_where_that_does_no_harm() {
    let wecom = answering(|_| Answer::Broken).await;
    let app = wecom.app();
    let error = app.call(&list::Request::new("zhangsan")).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Transport {
                fault: Fault::Broken,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(wecom.calls(LIST), 2);
    let error = app
        .call(&jscode2session::Request::new("CODE"))
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unknown {
                fault: Fault::Broken,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(wecom.calls(LOGIN), 1);
}

#[tokio::test]
async fn nobody_there_is_known_to_have_done_nothing() {
    let wecom = answering(|_| Answer::Silence).await;
    // Bound, so that it is nobody else's, but nobody listens.
    let bound = TcpSocket::new_v4().unwrap();
    bound.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let nobody = format!("http://{}", bound.local_addr().unwrap());
    // This one is there, but speaks no TLS.
    let no_tls = wecom.base_url.replace("http:", "https:");
    for base_url in [nobody, no_tls] {
        let config = Config {
            base_url,
            ..wecom.config()
        };
        let app = wecom.client_with(config).app(credentials());
        let error = app
            .call(&jscode2session::Request::new("CODE"))
            .await
            .unwrap_err();
        let fault = Fault::Connect;
        assert!(
            matches!(&error, Error::Transport { fault: found, .. } if *found == fault),
            "{error:?}"
        );
        assert_eq!(error.endpoint(), "gettoken");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_a_token() {
    let wecom = answering(|_| Answer::Raw(302, "text/html", "moved")).await;
    let error = wecom
        .app()
        .call(&list::Request::new("zhangsan"))
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Unreadable { status: 302, .. }),
        "{error:?}"
    );
    assert_eq!(error.layer(), Layer::Http);
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let wecom = answering(|_| Answer::Raw(200, "text/plain", "0123456789abcdef")).await;
    let config = Config {
        max_answer_bytes: 64,
        ..wecom.config()
    };
    let app = wecom.client_with(config).app(credentials());
    let error = app.call(&list::Request::new("zhangsan")).await.unwrap_err();
    assert!(error.to_string().contains("cannot be read"), "{error}");

    let config = Config {
        max_answer_bytes: 15,
        ..wecom.config()
    };
    let app = wecom.client_with(config).app(credentials());
    let error = app.call(&list::Request::new("zhangsan")).await.unwrap_err();
    assert!(error.to_string().contains("too long"), "{error}");
}

#[test]
fn an_address_that_is_none_is_refused_when_the_client_is_built() {
    for base_url in [
        "qyapi.weixin.qq.com",
        "ftp://a",
        "https://a?b",
        "https://u:p@a",
        "",
    ] {
        let config = Config {
            base_url: base_url.to_owned(),
            ..Config::default()
        };
        let now = || jiff::Timestamp::UNIX_EPOCH;
        assert!(wecom_api::Client::new(config, now).is_err(), "{base_url}");
    }
}
