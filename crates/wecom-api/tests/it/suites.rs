//! Suites, the companies that installed them, and providers.

use std::sync::Arc;

use futures_util::future::join_all;
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use wecom_api::{
    Client, Code, Error, Installation, Layer, MemoryTokenStore, ProviderCredentials, SuiteClient,
    SuiteCredentials,
    externalcontact::list,
    service::{corpid_to_opencorpid, get_pre_auth_code, jscode2session, set_session_info},
};

use crate::stand_in::{Answer, Seen, StandIn, failure, success};

fn ticket(seen: &Seen) -> String {
    let body: Value = serde_json::from_slice(&seen.body).unwrap();
    body["suite_ticket"].as_str().unwrap().to_owned()
}

/// Suite tokens `suite-0` … as `taken` decides; everything else as usual.
async fn wecom(taken: impl Fn(&str) -> Result<(), i64> + Send + Sync + 'static) -> StandIn {
    StandIn::start(move |seen| {
        let suite = seen.query.get("suite_access_token");
        if let Some(Err(code)) = suite.map(|token| taken(token)) {
            return failure(code);
        }
        match seen.endpoint.as_str() {
            "service/get_suite_token" if ticket(seen) == "old" => failure(40085),
            // Without errcode, as the page shows it.
            "service/get_suite_token" => Answer::Json(json!({
                "suite_access_token": format!("suite-{}", seen.before), "expires_in": 7200
            })),
            "service/get_corp_token" => Answer::Json(json!({
                "access_token": format!("corp-{}", seen.before), "expires_in": 7200
            })),
            "service/get_provider_token" => Answer::Json(json!({
                "provider_access_token": "provider-0", "expires_in": 7200
            })),
            "service/get_pre_auth_code" => success(json!({
                "pre_auth_code": format!("pre-{}", seen.before), "expires_in": 1200
            })),
            "service/set_session_info" if seen.before == 0 => failure(42007),
            "service/corpid_to_opencorpid" => success(json!({ "open_corpid": "wpA" })),
            "externalcontact/list" => success(json!({ "external_userid": ["wmA"] })),
            _ => success(json!({})),
        }
    })
    .await
}

fn credentials() -> SuiteCredentials {
    SuiteCredentials {
        suite_id: "wwSUITE".to_owned(),
        secret: "suite-secret".into(),
    }
}

fn installation() -> Installation {
    Installation {
        corpid: "wwA".into(),
        agentid: 1,
        permanent_code: "permanent".into(),
    }
}

async fn with_ticket(wecom: &StandIn) -> SuiteClient {
    let suite = wecom.client().suite(credentials());
    suite
        .keep_ticket("ticket".into(), wecom.now())
        .await
        .unwrap();
    suite
}

#[tokio::test]
async fn without_a_ticket_nothing_is_asked_and_the_error_says_so() {
    let wecom = wecom(|_| Ok(())).await;
    let suite = wecom.client().suite(credentials());
    let error = suite
        .call(&get_pre_auth_code::Request::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NoSuiteTicket { .. }), "{error}");
    assert_eq!(error.layer(), Layer::Token);
    assert!(wecom.seen().is_empty());
    suite
        .keep_ticket("ticket".into(), wecom.now())
        .await
        .unwrap();
    suite
        .call(&get_pre_auth_code::Request::new())
        .await
        .unwrap();
    // Half an hour later it is no longer good; the token still is.
    wecom.advance(1800);
    suite
        .call(&get_pre_auth_code::Request::new())
        .await
        .unwrap();
    wecom.advance(7200);
    suite
        .call(&get_pre_auth_code::Request::new())
        .await
        .unwrap_err();
}

#[tokio::test]
async fn an_old_ticket_delivered_late_does_not_replace_a_newer_one_on_any_instance() {
    let wecom = wecom(|_| Ok(())).await;
    let store = Arc::new(MemoryTokenStore::default());
    let now = wecom.now();
    let instance = || {
        let client = Client::with_store(wecom.config(), move || now, store.clone()).unwrap();
        client.suite(credentials())
    };
    instance().keep_ticket("new".into(), now).await.unwrap();
    let before = now - SignedDuration::from_mins(10);
    instance().keep_ticket("old".into(), before).await.unwrap();
    instance()
        .call(&get_pre_auth_code::Request::new())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_thousand_callers_for_a_company_cause_one_suite_token_and_one_corp_token() {
    let wecom = wecom(|_| Ok(())).await;
    let app = with_ticket(&wecom).await.corp(installation());
    let request = list::Request::new("zhangsan");
    let answers = join_all((0..1000).map(|_| app.call(&request))).await;
    assert!(answers.iter().all(Result::is_ok));
    let calls =
        ["get_suite_token", "get_corp_token"].map(|name| wecom.calls(&format!("service/{name}")));
    assert_eq!(calls, [1, 1]);
    let tokens = wecom.seen();
    assert_eq!(tokens.last().unwrap().token(), "corp-0");
}

#[tokio::test]
async fn a_suite_token_that_is_no_longer_taken_is_replaced_once_and_only_once() {
    for code in [40082, 42009] {
        let wecom = wecom(move |token| {
            if token == "suite-0" {
                Err(code)
            } else {
                Ok(())
            }
        })
        .await;
        let suite = with_ticket(&wecom).await;
        suite
            .call(&get_pre_auth_code::Request::new())
            .await
            .unwrap();
        assert_eq!(wecom.calls("service/get_suite_token"), 2);
        assert_eq!(wecom.calls("service/get_pre_auth_code"), 2);
    }
    let wecom = wecom(|_| Err(42009)).await;
    let suite = with_ticket(&wecom).await;
    for _ in 0..2 {
        let error = suite
            .call(&get_pre_auth_code::Request::new())
            .await
            .unwrap_err();
        assert_eq!(error.code(), Some(Code::SUITE_TOKEN_EXPIRED));
    }
    assert_eq!(wecom.calls("service/get_suite_token"), 2);
}

#[tokio::test]
async fn a_pre_auth_code_that_expired_on_the_way_is_replaced_once() {
    let wecom = wecom(|_| Ok(())).await;
    let suite = with_ticket(&wecom).await;
    let session = set_session_info::SessionInfo::default();
    let code = suite.begin_authorization(&session).await.unwrap();
    assert_eq!(code.expose_secret(), "pre-1");
}

#[tokio::test]
async fn a_suites_login_and_a_providers_call_carry_their_own_tokens() {
    let wecom = wecom(|_| Ok(())).await;
    let suite = with_ticket(&wecom).await;
    suite
        .call(&jscode2session::Request::new("CODE"))
        .await
        .unwrap_err();
    let login = wecom.seen().pop().unwrap();
    assert_eq!(login.endpoint, "service/miniprogram/jscode2session");
    assert_eq!(login.query["suite_access_token"], "suite-0");
    assert_eq!(login.query.get("access_token"), None);
    let provider = wecom.client().provider(ProviderCredentials {
        corpid: "wwP".into(),
        secret: "provider-secret".into(),
    });
    provider
        .call(&corpid_to_opencorpid::Request::new("wwA"))
        .await
        .unwrap();
    let call = wecom.seen().pop().unwrap();
    assert_eq!(call.query["provider_access_token"], "provider-0");
}
