//! What WeCom calls: `/callback/…`, sealed by the same cryptography that is
//! checked against WeCom's own vectors in `wecom-api`.

use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use wecom_api::callback::{Format, Limits, Receiver};
use wecom_share_store::{CallbackState, Received, Store};

use crate::house::{Answer, CHEN, CORP, House, OTHER_CORP, WANG, answer};

const AES_KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
const TOKEN: &str = "QDG6eK";
const SUITE: &str = "ww0000000000suite1";

/// Both companies' apps take callbacks, and so does a suite.
async fn house() -> House {
    House::with_app(
        &format!("callback_token = \"{TOKEN}\"\ncallback_aes_key = \"{AES_KEY}\"\n"),
        &format!(
            "[[suite]]\nsuite_id = \"{SUITE}\"\ncallback_token = \"{TOKEN}\"\ncallback_aes_key = \"{AES_KEY}\"\n"
        ),
    )
    .await
}

/// WeCom, as far as it calls one receiver.
struct Caller {
    keys: Receiver,
    path: String,
}

fn app(corp: &str) -> Caller {
    let agent = if corp == CORP { 1_000_002 } else { 1_000_003 };
    Caller {
        keys: keys(corp),
        path: format!("/callback/{corp}/{agent}"),
    }
}

fn suite() -> Caller {
    Caller {
        keys: keys(SUITE),
        path: format!("/callback/{SUITE}"),
    }
}

fn keys(receive_id: &str) -> Receiver {
    Receiver::new(TOKEN.into(), &AES_KEY.into(), receive_id, Limits::default()).unwrap()
}

/// A sealed call: its query and its body.
struct Call {
    query: Vec<(&'static str, String)>,
    body: String,
}

impl Caller {
    /// `nonce` differs by delivery, as WeCom's does.
    fn seal(&self, message: &str, format: Format, at: Timestamp, nonce: u64) -> Call {
        let body = self.keys.reply(message, format, at, nonce, [7; 16]);
        Call {
            query: vec![
                ("msg_signature", signature(&body, format)),
                ("timestamp", at.as_second().to_string()),
                ("nonce", nonce.to_string()),
            ],
            body,
        }
    }

    async fn send(&self, house: &House, call: &Call) -> (StatusCode, String) {
        let response = self
            .request(house, Method::POST, &call.query)
            .body(call.body.clone())
            .send()
            .await
            .unwrap();
        (response.status(), response.text().await.unwrap())
    }

    async fn deliver(&self, house: &House, message: &str) -> (StatusCode, String) {
        let call = self.seal(message, Format::Xml, house.now(), 1);
        self.send(house, &call).await
    }

    async fn refused(&self, house: &House, call: &Call) -> Answer {
        let request = self.request(house, Method::POST, &call.query);
        answer(request.body(call.body.clone())).await
    }

    fn request(
        &self,
        house: &House,
        method: Method,
        query: &[(&'static str, String)],
    ) -> reqwest::RequestBuilder {
        house
            .request(method, &format!("/../..{}", self.path), None)
            .query(query)
    }
}

fn signature(sealed: &str, format: Format) -> String {
    let (before, after) = match format {
        Format::Xml => ("<MsgSignature><![CDATA[", "]]>"),
        _ => ("\"MsgSignature\":\"", "\""),
    };
    let rest = sealed.split_once(before).unwrap().1;
    rest.split_once(after).unwrap().0.to_owned()
}

fn contact_event(corp: &str, change: &str, customer: &str, second: i64) -> String {
    format!(
        "<xml><ToUserName><![CDATA[{corp}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>\
         <CreateTime>{second}</CreateTime><MsgType><![CDATA[event]]></MsgType>\
         <Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[{change}]]></ChangeType>\
         <UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[{customer}]]></ExternalUserID></xml>"
    )
}

fn added(house: &House, customer: &str) -> String {
    contact_event(
        CORP,
        "add_external_contact",
        customer,
        house.now().as_second(),
    )
}

fn ticket(house: &House, ticket: &str, second: i64) -> String {
    format!(
        "<xml><SuiteId><![CDATA[{SUITE}]]></SuiteId><InfoType><![CDATA[suite_ticket]]></InfoType>\
         <TimeStamp>{}</TimeStamp><SuiteTicket><![CDATA[{ticket}]]></SuiteTicket></xml>",
        house.now().as_second() + second
    )
}

/// What another process sees in the database.
async fn received(house: &House) -> Vec<Received> {
    let store = Store::open(house.data.path()).await.unwrap();
    store.callbacks_after(0, 1000).await.unwrap()
}

async fn all_handled(house: &House) -> Vec<Received> {
    loop {
        let all = received(house).await;
        if all.iter().all(|it| it.state == CallbackState::Handled) {
            return all;
        }
    }
}

#[tokio::test]
async fn the_address_is_confirmed_with_the_plain_text_even_when_the_question_has_a_plus() {
    let house = house().await;
    let caller = app(CORP);
    let mut plus = 0;
    for nonce in 0..8 {
        let text = format!("161614031755516{nonce}");
        let sealed = caller
            .keys
            .reply(&text, Format::Json, house.now(), nonce, [nonce as u8; 16]);
        let sealed: serde_json::Value = serde_json::from_str(&sealed).unwrap();
        let echostr = sealed["Encrypt"].as_str().unwrap();
        plus += usize::from(echostr.contains('+'));
        // Once as reqwest encodes it, once with the bare plus.
        for encoded in [echostr.replace('+', "%2B"), echostr.to_owned()] {
            let query = format!(
                "?msg_signature={}&timestamp={}&nonce={nonce}&echostr={}",
                sealed["MsgSignature"].as_str().unwrap(),
                house.now().as_second(),
                encoded.replace('/', "%2F").replace('=', "%3D"),
            );
            let path = format!("/../..{}{query}", caller.path);
            let response = house
                .request(Method::GET, &path, None)
                .send()
                .await
                .unwrap();
            assert_eq!(response.status(), 200);
            assert_eq!(response.text().await.unwrap(), text);
        }
    }
    assert!(plus > 0, "no question had a plus");
}

#[tokio::test]
async fn an_event_is_there_when_it_is_answered_and_after_a_kill() {
    let house = house().await;
    let answered = app(CORP).deliver(&house, &added(&house, "wmNew")).await;
    assert_eq!(answered, (StatusCode::OK, String::new()));
    let house = house.after_a_kill().await;
    // The one that was killed may have begun it: its lease has to lapse.
    house.advance(SignedDuration::from_secs(61));
    let all = all_handled(&house).await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].corpid, CORP);
    assert!(all[0].message.contains("wmNew"));
}

#[tokio::test]
async fn a_repeated_delivery_is_one_event_in_either_format() {
    let house = house().await;
    let caller = app(CORP);
    let message = added(&house, "wmNew");
    let json = format!(
        r#"{{"ToUserName":"{CORP}","FromUserName":"sys","CreateTime":{},"MsgType":"event","Event":"change_external_contact","ChangeType":"add_external_contact","UserID":"zhangsan","ExternalUserID":"wmNew"}}"#,
        house.now().as_second()
    );
    for nonce in 0..3 {
        let call = caller.seal(&message, Format::Xml, house.now(), nonce);
        caller.send(&house, &call).await;
        let call = caller.seal(&json, Format::Json, house.now(), nonce);
        assert_eq!(caller.send(&house, &call).await.0, 200);
        house.advance(SignedDuration::from_secs(5));
    }
    assert_eq!(all_handled(&house).await.len(), 1);
}

#[tokio::test]
async fn two_things_that_happen_in_one_second_are_two() {
    let house = house().await;
    for customer in [WANG, CHEN] {
        app(CORP).deliver(&house, &added(&house, customer)).await;
    }
    assert_eq!(all_handled(&house).await.len(), 2);
}

#[tokio::test]
async fn a_customer_who_was_just_added_can_be_shared_with_at_once() {
    let house = house().await;
    let session = house.zhangsan().await;
    house.share(&session, &[WANG]).await.ok();
    assert_eq!(house.share(&session, &["wmNew"]).await.status, 422);
    let key = (CORP.to_owned(), "zhangsan".to_owned());
    let new = ("wmNew".to_owned(), "新客户".to_owned());
    let customers = |house: &House| house.wecom.world().customers[&key].clone();
    let mut with_new = customers(&house);
    with_new.push(new);
    house.wecom.world().customers.insert(key, with_new);

    app(CORP).deliver(&house, &added(&house, "wmNew")).await;
    // The clock stands still: nothing but the event makes the list old.
    while house.share(&session, &["wmNew"]).await.status != 201 {}
}

#[tokio::test]
async fn another_companys_event_makes_nothing_of_ours_old() {
    let house = house().await;
    let session = house.zhangsan().await;
    house.share(&session, &[WANG]).await.ok();
    let calls = house.wecom.calls("list");
    let second = house.now().as_second();
    let theirs = contact_event(OTHER_CORP, "del_follow_user", WANG, second);
    app(OTHER_CORP).deliver(&house, &theirs).await;
    all_handled(&house).await;
    house.share(&session, &[CHEN]).await.ok();
    assert_eq!(house.wecom.calls("list"), calls);
}

#[tokio::test]
async fn a_suite_is_answered_with_success_and_its_newest_ticket_is_kept() {
    let house = house().await;
    for (text, second) in [("first", 0), ("third", 20), ("second", 10)] {
        let answered = suite().deliver(&house, &ticket(&house, text, second)).await;
        assert_eq!(answered, (StatusCode::OK, "success".to_owned()));
    }
    all_handled(&house).await;
    let store = Store::open(house.data.path()).await.unwrap();
    let kept = store.suite_ticket(SUITE).await.unwrap();
    assert_eq!(kept.as_deref(), Some("third"));
}

#[tokio::test]
async fn what_is_not_wecoms_or_not_for_us_is_refused_with_wecoms_number() {
    let house = house().await;
    let caller = app(CORP);
    let message = added(&house, "wmNew");
    let good = || caller.seal(&message, Format::Xml, house.now(), 1);
    let sealed = |message: &str| caller.seal(message, Format::Xml, house.now(), 1);

    let mut forged = good();
    forged.query[0].1 = "0".repeat(40);
    let mut cut = good();
    cut.body.truncate(60);
    let mut other_time = good();
    other_time.query[1].1 = "1".to_owned();
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><xml><Encrypt>&b;</Encrypt></xml>";
    let with_body = |body: &str| Call {
        query: good().query,
        body: body.to_owned(),
    };
    let theirs = contact_event(OTHER_CORP, "add_external_contact", "wm", 1);
    let for_another = app(OTHER_CORP).seal(&message, Format::Xml, house.now(), 1);
    // Signed by somebody who knows the token and not the key.
    let truncated = {
        let encrypted = "AAAA";
        let (timestamp, nonce) = (house.now().as_second().to_string(), "1".to_owned());
        Call {
            body: format!("<xml><Encrypt>{encrypted}</Encrypt></xml>"),
            query: vec![
                (
                    "msg_signature",
                    caller.keys.signature(&timestamp, &nonce, encrypted),
                ),
                ("timestamp", timestamp),
                ("nonce", nonce),
            ],
        }
    };
    for (call, status, code, number) in [
        (forged, 403, "callback_signature", Some(-40001)),
        (other_time, 403, "callback_signature", Some(-40001)),
        (cut, 400, "callback_unreadable", Some(-40002)),
        (with_body(bomb), 400, "callback_unreadable", Some(-40002)),
        (with_body(""), 400, "callback_unreadable", Some(-40002)),
        (with_body("[]"), 400, "callback_unreadable", Some(-40002)),
        (truncated, 400, "callback_unreadable", Some(-40007)),
        (for_another, 403, "callback_receiver", Some(-40005)),
        (sealed(&theirs), 403, "callback_receiver", Some(-40005)),
        (sealed("<xml>"), 400, "callback_unreadable", Some(-40002)),
        (sealed(bomb), 400, "callback_unreadable", Some(-40002)),
    ] {
        let error = caller.refused(&house, &call).await.refused(status);
        assert_eq!(error["code"], code, "{}", call.body);
        assert_eq!(error["number"].as_i64(), number, "{}", call.body);
    }
    assert_eq!(received(&house).await, []);
}

#[tokio::test]
async fn a_call_from_long_ago_or_from_the_future_is_refused() {
    let house = house().await;
    let caller = app(CORP);
    let message = added(&house, "wmNew");
    for seconds in [-301, 301] {
        let at = house.now() + SignedDuration::from_secs(seconds);
        let call = caller.seal(&message, Format::Xml, at, 1);
        let answer = caller.refused(&house, &call).await;
        assert_eq!(answer.code(403), "callback_stale");
    }
    let at = house.now() - SignedDuration::from_secs(300);
    let call = caller.seal(&message, Format::Xml, at, 1);
    assert_eq!(caller.send(&house, &call).await.0, 200);
}

#[tokio::test]
async fn ten_megabytes_are_refused_without_being_read() {
    let house = house().await;
    let caller = app(CORP);
    let mut call = caller.seal("x", Format::Xml, house.now(), 1);
    call.body = "<xml>".repeat(2 * 1024 * 1024);
    // What cannot send its body to the end may see no answer; it never sees a
    // good one.
    let sent = caller
        .request(&house, Method::POST, &call.query)
        .body(call.body)
        .send()
        .await;
    if let Ok(response) = sent {
        assert_eq!(response.status(), 413);
    }
    assert_eq!(received(&house).await, []);
}

#[tokio::test]
async fn who_has_no_callbacks_configured_has_no_address() {
    let house = House::new().await;
    let caller = app(CORP);
    let call = caller.seal(&added(&house, "wmNew"), Format::Xml, house.now(), 1);
    let answer = caller.refused(&house, &call).await;
    assert_eq!(answer.code(404), "callback_unknown");
}

#[tokio::test]
async fn a_query_that_lacks_something_says_what() {
    let house = house().await;
    let request = app(CORP).request(&house, Method::POST, &[("nonce", "1".to_owned())]);
    let error = answer(request).await.refused(400);
    assert_eq!(error["code"], "request_invalid");
    assert!(
        error["cause"]["en"]
            .as_str()
            .unwrap()
            .contains("msg_signature")
    );
}

#[tokio::test]
async fn what_another_server_received_makes_our_lists_old_too() {
    let house = house().await;
    let session = house.zhangsan().await;
    house.share(&session, &[WANG]).await.ok();
    let calls = house.wecom.calls("list");
    let other = house.another_server().await;
    let call = app(CORP).seal(&added(&house, "wmNew"), Format::Xml, house.now(), 1);
    assert_eq!(app(CORP).send(&other, &call).await.0, 200);
    let started = Instant::now();
    while house.wecom.calls("list") == calls {
        house.share(&session, &[WANG]).await.ok();
        assert!(started.elapsed().as_secs() < 60, "nobody looked");
    }
}
