//! Several instances of a server, one set of tokens.

use std::{
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{FutureExt as _, future::join_all};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use wecom_api::{
    AppCredentials, Client, Code, Config, Error, LeaseNumber, MemoryTokenStore, StoreFuture,
    StoredToken, SuiteCredentials, Ticket, TokenKey, TokenOf, TokenStore, externalcontact::list,
    service::get_pre_auth_code,
};

use crate::stand_in::{Answer, SECRET, Seen, StandIn, credentials, failure, new_token, success};

fn request() -> list::Request {
    list::Request::new("zhangsan")
}

/// Tokens and tickets as usual; the list takes only the tokens named.
async fn taking(good: &'static [&'static str]) -> StandIn {
    StandIn::start(move |seen: &Seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        "get_jsapi_ticket" | "ticket/get" => success(json!({
            "ticket": format!("ticket-{}", seen.before), "expires_in": 7200
        })),
        _ if good.contains(&seen.token()) => success(json!({ "external_userid": ["wmA"] })),
        _ => failure(42001),
    })
    .await
}

fn key() -> TokenKey {
    TokenKey::new("wwCORP", "1000002", TokenOf::App, &SECRET.into())
}

fn store() -> Arc<MemoryTokenStore> {
    Arc::default()
}

#[tokio::test]
async fn ten_instances_ask_for_one_token() {
    let wecom = taking(&["token-0"]).await;
    let store = store();
    let instances: Vec<_> = (0..10).map(|_| wecom.instance(store.clone())).collect();
    let request = request();
    let calls = instances
        .iter()
        .flat_map(|app| (0..10).map(|_| app.call(&request)));
    assert!(join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!(wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn a_token_that_wecom_ended_early_is_replaced_once_for_all_instances() {
    let ended = Arc::new(AtomicBool::new(false));
    let is_ended = ended.clone();
    let wecom = StandIn::start(move |seen| match (seen.endpoint.as_str(), seen.token()) {
        ("gettoken", _) => new_token(seen),
        (_, "token-0") if is_ended.load(Ordering::SeqCst) => failure(40014),
        _ => success(json!({ "external_userid": ["wmA"] })),
    })
    .await;
    let store = store();
    let instances: Vec<_> = (0..10).map(|_| wecom.instance(store.clone())).collect();
    let request = request();
    for round in [false, true, true] {
        ended.store(round, Ordering::SeqCst);
        let answers = join_all(instances.iter().map(|app| app.call(&request))).await;
        assert!(answers.iter().all(Result::is_ok));
    }
    assert_eq!(wecom.calls("gettoken"), 2);
}

#[tokio::test]
async fn an_instance_that_missed_a_refresh_uses_what_another_fetched() {
    let wecom = taking(&["token-0", "token-1"]).await;
    let store = store();
    let (one, two) = (wecom.instance(store.clone()), wecom.instance(store));
    one.call(&request()).await.unwrap();
    two.call(&request()).await.unwrap();
    wecom.advance(7200);
    one.call(&request()).await.unwrap();
    two.call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 2);
    assert_eq!(wecom.seen().last().unwrap().token(), "token-1");
}

#[tokio::test]
async fn an_instance_with_another_secret_finds_nothing() {
    let wecom = taking(&["token-0", "token-1"]).await;
    let store = store();
    wecom
        .instance(store.clone())
        .call(&request())
        .await
        .unwrap();
    let stranger = AppCredentials {
        secret: "guessed".into(),
        ..credentials()
    };
    let now = wecom.now();
    let client = Client::with_store(wecom.config(), move || now, store).unwrap();
    client.app(stranger).call(&request()).await.unwrap();
    let asked: Vec<_> = wecom
        .seen()
        .into_iter()
        .filter(|seen| seen.endpoint == "gettoken")
        .collect();
    assert_eq!(asked[1].query["corpsecret"], "guessed");
}

#[tokio::test]
async fn a_holder_that_died_keeps_nobody_waiting_longer_than_a_call() {
    let wecom = taking(&["token-0", "token-1"]).await;
    let store = store();
    let until = wecom.now() + SignedDuration::from_hours(24);
    let dead = store
        .lease(&key(), wecom.now(), until)
        .await
        .unwrap()
        .unwrap();
    let config = Config {
        timeout: Duration::from_millis(300),
        ..wecom.config()
    };
    let now = wecom.now();
    let client = Client::with_store(config, move || now, store.clone()).unwrap();
    client.app(credentials()).call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 1);
    // It was shared all the same.
    let stored = store.load(&key()).await.unwrap().unwrap();
    assert_eq!(stored.value.expose_secret(), "token-0");
    // And a lease that is over by the clock holds up nobody at all.
    wecom.advance(86_400);
    let next = store
        .lease(&key(), wecom.now(), wecom.now())
        .await
        .unwrap()
        .unwrap();
    assert!(next > dead);
    wecom.instance(store).call(&request()).await.unwrap();
}

#[tokio::test]
async fn a_holder_that_woke_too_late_does_not_overwrite_the_newer_token() {
    let store = store();
    let now = Timestamp::UNIX_EPOCH;
    let token = |value: &str| StoredToken {
        value: SecretString::from(value),
        refresh_at: now,
        expires_at: now + SignedDuration::from_hours(2),
    };
    let loaded = async || {
        store
            .load(&key())
            .await
            .unwrap()
            .unwrap()
            .value
            .expose_secret()
            .to_owned()
    };
    let lease = async |now, until| store.lease(&key(), now, until).await.unwrap();
    let second = now + SignedDuration::from_secs(1);
    let sleeper = lease(now, second).await.unwrap();
    assert_eq!(lease(now, second).await, None);
    let other = lease(second, second + SignedDuration::from_secs(1))
        .await
        .unwrap();
    store
        .save(&key(), Some(other), &token("new"))
        .await
        .unwrap();
    store
        .save(&key(), Some(sleeper), &token("old"))
        .await
        .unwrap();
    assert_eq!(loaded().await, "new");
    // Nor does it end another's lease.
    let third = lease(second, second + SignedDuration::from_secs(9))
        .await
        .unwrap();
    store.release(&key(), sleeper).await.unwrap();
    assert_eq!(lease(second, second).await, None);
    store.release(&key(), third).await.unwrap();
    assert!(lease(second, second).await.is_some());
    // Without a lease only what lasts as long replaces.
    let mut short = token("short");
    short.expires_at = second;
    store.save(&key(), None, &short).await.unwrap();
    assert_eq!(loaded().await, "new");
    store.save(&key(), None, &token("as long")).await.unwrap();
    assert_eq!(loaded().await, "as long");
}

/// A store whose database is gone.
struct Gone;

impl TokenStore for Gone {
    fn load<'a>(&'a self, _: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        async { Err("no database".into()) }.boxed()
    }

    fn lease<'a>(
        &'a self,
        _: &'a TokenKey,
        _: Timestamp,
        _: Timestamp,
    ) -> StoreFuture<'a, Option<LeaseNumber>> {
        async { Err("no database".into()) }.boxed()
    }

    fn save<'a>(
        &'a self,
        _: &'a TokenKey,
        _: Option<LeaseNumber>,
        _: &'a StoredToken,
    ) -> StoreFuture<'a, ()> {
        async { Err("no database".into()) }.boxed()
    }

    fn release<'a>(&'a self, _: &'a TokenKey, _: LeaseNumber) -> StoreFuture<'a, ()> {
        async { Err("no database".into()) }.boxed()
    }
}

#[tokio::test]
async fn a_store_that_is_gone_costs_no_call() {
    let wecom = taking(&["token-1"]).await;
    let app = wecom.instance(Arc::new(Gone));
    app.call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 2);
    app.call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 2);
}

/// A store that never answers. The clock stands still but for the client's patience, and only while the store is asked:
/// the HTTP beside it is real.
#[derive(Default)]
struct Hangs(Arc<Mutex<Vec<(&'static str, Duration)>>>);

/// A question that nobody will answer: how long the client waited is noted when it gives up.
struct Question {
    step: &'static str,
    asked: tokio::time::Instant,
    waited: Arc<Mutex<Vec<(&'static str, Duration)>>>,
}

impl Drop for Question {
    fn drop(&mut self) {
        let waited = (self.step, self.asked.elapsed());
        self.waited.lock().unwrap().push(waited);
        tokio::time::resume();
    }
}

impl Hangs {
    fn hang<T>(&self, step: &'static str) -> StoreFuture<'_, T> {
        async move {
            tokio::time::pause();
            let _question = Question {
                step,
                asked: tokio::time::Instant::now(),
                waited: self.0.clone(),
            };
            pending().await
        }
        .boxed()
    }
}

impl TokenStore for Hangs {
    fn load<'a>(&'a self, _: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        self.hang("load")
    }

    fn lease<'a>(
        &'a self,
        _: &'a TokenKey,
        _: Timestamp,
        _: Timestamp,
    ) -> StoreFuture<'a, Option<LeaseNumber>> {
        self.hang("lease")
    }

    fn save<'a>(
        &'a self,
        _: &'a TokenKey,
        _: Option<LeaseNumber>,
        _: &'a StoredToken,
    ) -> StoreFuture<'a, ()> {
        self.hang("save")
    }

    fn release<'a>(&'a self, _: &'a TokenKey, _: LeaseNumber) -> StoreFuture<'a, ()> {
        self.hang("release")
    }
}

#[tokio::test]
async fn a_store_that_hangs_is_waited_for_two_seconds_a_step_and_costs_no_call() {
    let wecom = taking(&["token-0"]).await;
    let store = Hangs::default();
    let waited = store.0.clone();
    let app = wecom.instance(Arc::new(store));
    app.call(&request()).await.unwrap();
    app.call(&request()).await.unwrap();
    assert_eq!(wecom.calls("gettoken"), 1);
    let waited = waited.lock().unwrap().clone();
    let steps: Vec<_> = waited.iter().map(|(step, _)| *step).collect();
    assert_eq!(steps, ["load", "lease", "save"]);
    let patience = Duration::from_secs(2)..Duration::from_millis(2100);
    assert!(
        waited.iter().all(|(_, time)| patience.contains(time)),
        "{waited:?}"
    );
}

#[tokio::test]
async fn a_suites_ticket_is_waited_for_no_longer() {
    let wecom = taking(&[]).await;
    let store = Hangs::default();
    let waited = store.0.clone();
    let now = wecom.now();
    let client = Client::with_store(wecom.config(), move || now, Arc::new(store)).unwrap();
    let suite = client.suite(SuiteCredentials {
        suite_id: "wwS".into(),
        secret: SECRET.into(),
    });
    assert!(suite.keep_ticket("T".into(), now).await.is_err());
    let error = suite.call(&get_pre_auth_code::Request::new()).await;
    assert!(matches!(
        error,
        Err(Error::NoSuiteTicket { source: Some(_) })
    ));
    let waited = waited.lock().unwrap().clone();
    let steps: Vec<_> = waited.iter().map(|(step, _)| *step).collect();
    // The token's own steps, and the ticket's.
    assert_eq!(steps, ["save", "load", "lease", "load"]);
    assert_eq!(wecom.seen().len(), 0);
}

#[tokio::test]
async fn a_refused_secret_frees_the_lease_for_whoever_has_the_right_one() {
    let wecom = StandIn::start(|_| failure(40001)).await;
    let store = store();
    let app = wecom.instance(store.clone());
    let error = app.call(&request()).await.unwrap_err();
    assert_eq!(error.code(), Some(Code::INVALID_SECRET));
    assert!(store.load(&key()).await.unwrap().is_none());
    let lease = store.lease(&key(), wecom.now(), wecom.now()).await.unwrap();
    assert_eq!(lease, Some(LeaseNumber(2)));
}

#[tokio::test]
async fn a_thousand_callers_share_one_ticket_of_each_kind() {
    let wecom = taking(&[]).await;
    let store = store();
    let apps = [wecom.instance(store.clone()), wecom.instance(store)];
    for ticket in [Ticket::Corp, Ticket::Agent] {
        let callers = (0..1000).map(|number| apps[number % 2].ticket(ticket));
        for got in join_all(callers).await {
            assert_eq!(got.unwrap().expose_secret(), "ticket-0");
        }
    }
    assert_eq!(
        (wecom.calls("get_jsapi_ticket"), wecom.calls("ticket/get")),
        (1, 1)
    );
    assert_eq!(wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn a_ticket_that_a_page_was_refused_with_is_replaced_once() {
    let wecom = taking(&[]).await;
    let app = wecom.app();
    let refused = app.ticket(Ticket::Agent).await.unwrap();
    let callers = (0..100).map(|_| app.ticket_other_than(Ticket::Agent, &refused));
    for other in join_all(callers).await {
        assert_eq!(other.unwrap().unwrap().expose_secret(), "ticket-1");
    }
    let other = app.ticket(Ticket::Agent).await.unwrap();
    assert!(
        app.ticket_other_than(Ticket::Agent, &other)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(wecom.calls("ticket/get"), 2);
    wecom.advance(60);
    assert!(
        app.ticket_other_than(Ticket::Agent, &other)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_ticket_whose_token_was_refused_is_got_with_another_token() {
    let wecom = StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        _ if seen.token() == "token-1" => success(json!({ "ticket": "t", "expires_in": 7200 })),
        _ => Answer::Json(json!({ "errcode": 40014, "errmsg": "invalid access_token" })),
    })
    .await;
    let ticket = wecom.app().ticket(Ticket::Corp).await.unwrap();
    assert_eq!(ticket.expose_secret(), "t");
}
