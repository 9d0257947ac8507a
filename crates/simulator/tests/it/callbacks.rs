//! Callbacks that arrive: opened by a receiver that shares no line with the sender.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use jiff::Timestamp;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wecom_api::callback::{Event, Limits, Receiver, Stamp};

use crate::bench::{Bench, CHEN, CORP, WANG};
use crate::control::control;

const TOKEN: &str = "QDG6eK";
const KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

#[derive(Deserialize)]
struct Signed {
    msg_signature: String,
    timestamp: String,
    nonce: String,
    echostr: Option<String>,
}

impl Signed {
    fn stamp(&self) -> Stamp<'_> {
        Stamp {
            msg_signature: &self.msg_signature,
            timestamp: &self.timestamp,
            nonce: &self.nonce,
        }
    }
}

/// An app that writes down what it was told.
#[derive(Clone, Default)]
struct App {
    told: Arc<Mutex<Vec<Event>>>,
    /// Statuses for the next requests; 200 after them.
    answers: Arc<Mutex<VecDeque<u16>>>,
    asked: Arc<Mutex<usize>>,
    receive_id: String,
}

fn receiver(id: &str) -> Receiver {
    let limits = Limits {
        window: jiff::SignedDuration::from_hours(24),
        ..Limits::default()
    };
    Receiver::new(TOKEN.into(), &KEY.into(), id, limits).unwrap()
}

fn noon() -> Timestamp {
    "2026-11-24T12:00:00+08:00".parse().unwrap()
}

async fn echo(Query(signed): Query<Signed>) -> String {
    let echo = signed.echostr.clone().unwrap();
    receiver(CORP)
        .check_url(signed.stamp(), &echo, noon())
        .unwrap()
}

async fn hear(State(app): State<App>, Query(signed): Query<Signed>, body: String) -> StatusCode {
    *app.asked.lock().unwrap() += 1;
    if let Some(status) = app.answers.lock().unwrap().pop_front() {
        return StatusCode::from_u16(status).unwrap();
    }
    let message = receiver(&app.receive_id)
        .open(signed.stamp(), body.as_bytes(), noon())
        .unwrap();
    app.told.lock().unwrap().push(message.event().unwrap());
    StatusCode::OK
}

impl App {
    async fn serve(&self) -> String {
        let router = Router::new()
            .route("/hook", get(echo).post(hear))
            .with_state(self.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?from=wecom", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    async fn listen(format: &str, unknown: &str) -> (Self, Bench) {
        let app = Self {
            receive_id: CORP.to_owned(),
            ..Self::default()
        };
        let url = app.serve().await;
        let line = "customer_contact = true                 # 在「可调用接口的应用」里";
        let text = include_str!("../../../../worlds/demo.toml");
        assert!(text.contains(line));
        let callback = format!(
            "callback = {{ url = \"{url}\", token = \"{TOKEN}\", aes_key = \"{KEY}\", format = \"{format}\" }}"
        );
        let text = text.replacen(line, &callback, 1).replacen(
            "[unknown]",
            &format!("[unknown]\n{unknown}"),
            1,
        );
        let world = wecom_share_simulator::world::World::parse(&text, "test").unwrap();
        (app, Bench::start(world).await)
    }

    async fn of_a_suite() -> (Self, Bench) {
        let app = Self {
            receive_id: "wwsuite0000000001".to_owned(),
            ..Self::default()
        };
        let url = app.serve().await;
        let text = include_str!("../../../../worlds/demo.toml");
        let provider = format!(
            "[[provider]]\ncorpid = \"wwprovider0000001\"\nname = \"商\"\nsecret = \"p\"\n\
             [[provider.suite]]\nid = \"wwsuite0000000001\"\nname = \"套件\"\nsecret = \"s\"\n\
             callback = {{ url = \"{url}\", token = \"{TOKEN}\", aes_key = \"{KEY}\" }}\n\n"
        );
        let installation = "[[company.app]]\nagentid = 7\nname = \"装\"\nsecret = \"code\"\n\
             suite = \"wwsuite0000000001\"\ninstalled = false\n\n[[company.member]]";
        let text = text
            .replacen("[[company.member]]", installation, 1)
            .replacen("[unknown]", &format!("{provider}[unknown]"), 1);
        let world = wecom_share_simulator::world::World::parse(&text, "test").unwrap();
        (app, Bench::start(world).await)
    }

    /// `ChangeType id` of each event, in the order of arrival.
    fn changes(&self) -> Vec<String> {
        let told = self.told.lock().unwrap();
        told.iter()
            .map(|it| {
                let text = |name: &str| it.raw.get(name).and_then(Value::as_str);
                let id = text("ExternalUserID").or(text("ChatId")).unwrap();
                let detail = text("UpdateDetail")
                    .map(|it| format!(" {it}"))
                    .unwrap_or_default();
                format!("{}{detail} {id}", text("ChangeType").unwrap())
            })
            .collect()
    }
}

async fn follow(bench: &Bench, method: Method, customer: &str, body: Value) {
    let path = format!("/companies/{CORP}/customers/{customer}/followers/zhangsan");
    let (status, answer) = control(bench, method, &path, body).await;
    assert!(status.is_success(), "{answer}");
}

async fn flush(bench: &Bench) -> Value {
    control(bench, Method::POST, "/callbacks/flush", json!({}))
        .await
        .1
}

#[tokio::test]
async fn what_members_and_customers_do_arrives_encrypted_in_both_forms() {
    for format in ["xml", "json"] {
        let (app, bench) = App::listen(format, "").await;
        follow(&bench, Method::DELETE, WANG, json!({})).await;
        follow(&bench, Method::PUT, WANG, json!({"state": "门店 3]]>"})).await;
        follow(&bench, Method::PATCH, CHEN, json!({"friend": false})).await;
        follow(
            &bench,
            Method::PUT,
            CHEN,
            json!({"half": true, "welcome": false}),
        )
        .await;
        let flushed = flush(&bench).await;
        assert_eq!(flushed["sent"], 4, "{flushed}");
        assert_eq!(
            app.changes(),
            [
                format!("del_external_contact {WANG}"),
                format!("add_external_contact {WANG}"),
                format!("del_follow_user {CHEN}"),
                format!("add_half_external_contact {CHEN}"),
            ]
        );
        let told = app.told.lock().unwrap();
        assert_eq!(told[1].raw["State"], "门店 3]]>");
        assert!(told[1].raw["WelcomeCode"].is_string());
        assert!(!told[3].raw.contains_key("WelcomeCode"));
        assert_eq!(told[0].created_at, noon().as_second());
    }
}

#[tokio::test]
async fn each_change_of_a_group_is_an_event_of_its_own() {
    let (app, bench) = App::listen("xml", "").await;
    let groups = format!("/companies/{CORP}/groups");
    let new = json!({"id": "wrNew", "name": "新群", "owner": "zhangsan"});
    control(&bench, Method::POST, &groups, new).await;
    let change = json!({"name": "改名", "add": [WANG, CHEN]});
    control(&bench, Method::PATCH, &format!("{groups}/wrNew"), change).await;
    control(
        &bench,
        Method::DELETE,
        &format!("{groups}/wrNew"),
        json!({}),
    )
    .await;
    flush(&bench).await;
    assert_eq!(
        app.changes(),
        [
            "create wrNew",
            "update change_name wrNew",
            "update add_member wrNew",
            "dismiss wrNew"
        ]
    );
    let told = app.told.lock().unwrap();
    assert_eq!(told[2].raw["MemChangeCnt"], "2");
    assert_ne!(told[2].raw["LastMemVer"], told[2].raw["CurMemVer"]);
}

#[tokio::test]
async fn what_is_done_through_the_api_or_out_of_range_is_not_told() {
    let (app, bench) = App::listen("xml", "").await;
    let visible = json!({"visible": ["lisi"]});
    control(
        &bench,
        Method::PATCH,
        &format!("/companies/{CORP}/apps/1000002"),
        visible,
    )
    .await;
    follow(&bench, Method::DELETE, WANG, json!({})).await;
    assert_eq!(flush(&bench).await["sent"], 0);
    assert_eq!(*app.asked.lock().unwrap(), 0);
}

#[tokio::test]
async fn repeats_follow_the_page_that_the_world_believes() {
    for (unknown, asked, state) in [
        // Only failures and time-outs are repeated: a 500 is an answer.
        ("", 1, "delivered"),
        ("callback_repeat = \"not200\"", 3, "delivered"),
        (
            "callback_repeat = \"not200\"\ncallback_repeats = 1",
            2,
            "given_up",
        ),
    ] {
        let (app, bench) = App::listen("xml", unknown).await;
        *app.answers.lock().unwrap() = [500, 404].into();
        follow(&bench, Method::DELETE, WANG, json!({})).await;
        let flushed = flush(&bench).await;
        let delivery = &flushed["callbacks"][0];
        assert_eq!(delivery["state"], state, "{unknown}: {delivery}");
        assert_eq!(*app.asked.lock().unwrap(), asked, "{unknown}");
        assert_eq!(delivery["attempts"].as_array().unwrap().len(), asked);
    }
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_tried_four_times_and_given_up() {
    let (_, bench) = App::listen("xml", "").await;
    let world = include_str!("../../../../worlds/demo.toml").replacen(
        "customer_contact = true                 # 在「可调用接口的应用」里",
        &format!("callback = {{ url = \"http://127.0.0.1:1/\", token = \"{TOKEN}\", aes_key = \"{KEY}\" }}"),
        1,
    );
    drop(bench);
    let world = wecom_share_simulator::world::World::parse(&world, "test").unwrap();
    let bench = Bench::start(world).await;
    follow(&bench, Method::DELETE, WANG, json!({})).await;
    let flushed = flush(&bench).await;
    let delivery = &flushed["callbacks"][0];
    assert_eq!(
        (
            &delivery["state"],
            delivery["attempts"].as_array().unwrap().len()
        ),
        (&json!("given_up"), 4)
    );
    assert!(delivery["attempts"][0]["error"].is_string());
}

#[tokio::test]
async fn events_come_twice_or_out_of_order_or_late_when_they_should() {
    let (app, bench) = App::listen("xml", "").await;
    let fault = async |body: Value| {
        let (status, answer) = control(&bench, Method::POST, "/faults", body).await;
        assert!(status.is_success(), "{answer}");
    };
    fault(json!({"kind": "callback_twice", "count": 1})).await;
    follow(&bench, Method::DELETE, WANG, json!({})).await;
    flush(&bench).await;
    let gone = format!("del_external_contact {WANG}");
    assert_eq!(app.changes(), [gone.clone(), gone]);

    app.told.lock().unwrap().clear();
    fault(json!({"kind": "callback_out_of_order", "count": 1})).await;
    follow(&bench, Method::PUT, WANG, json!({})).await;
    follow(&bench, Method::DELETE, CHEN, json!({})).await;
    flush(&bench).await;
    assert_eq!(
        app.changes(),
        [
            format!("del_external_contact {CHEN}"),
            format!("add_external_contact {WANG}")
        ]
    );

    app.told.lock().unwrap().clear();
    fault(json!({"kind": "callback_delayed", "ms": 3_600_000, "count": 1})).await;
    follow(&bench, Method::PUT, CHEN, json!({})).await;
    let (_, waiting) = control(&bench, Method::GET, "/callbacks", json!({})).await;
    let last = &waiting.as_array().unwrap().last().unwrap()["state"];
    assert_eq!(last, "waiting");
    let (_, stepped) = control(&bench, Method::POST, "/step", json!({})).await;
    assert!(stepped["callback"].is_u64());
    assert_eq!(app.changes(), [format!("add_external_contact {CHEN}")]);
    let (_, stepped) = control(&bench, Method::POST, "/step", json!({})).await;
    assert!(stepped["callback"].is_null(), "nothing waits");
}

#[tokio::test]
async fn an_address_is_verified_as_the_console_does() {
    let (_, bench) = App::listen("xml", "").await;
    let path = format!("/companies/{CORP}/apps/1000002/callback/verify");
    let (status, answer) = control(&bench, Method::POST, &path, json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{answer}");
    let bench = Bench::demo().await;
    let (status, answer) = control(&bench, Method::POST, &path, json!({})).await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("no_callback"))
    );
}

#[tokio::test]
async fn a_suite_gets_a_new_ticket_every_ten_minutes_and_hears_of_an_installation() {
    let (app, bench) = App::of_a_suite().await;
    for minutes in [0, 9, 2, 5] {
        bench
            .clock
            .advance(jiff::SignedDuration::from_mins(minutes));
        flush(&bench).await;
    }
    let install = json!({"suite": "wwsuite0000000001", "corpid": CORP, "state": "s1"});
    let installed = bench.post("/sim/v1/installs", install).await;
    flush(&bench).await;
    let told = app.told.lock().unwrap();
    let infos: Vec<&str> = told
        .iter()
        .map(|it| it.raw["InfoType"].as_str().unwrap())
        .collect();
    assert_eq!(infos, ["suite_ticket", "suite_ticket", "create_auth"]);
    assert_ne!(told[0].raw["SuiteTicket"], told[1].raw["SuiteTicket"]);
    assert_eq!(told[1].suite_id.as_deref(), Some("wwsuite0000000001"));
    assert_eq!(told[2].raw["AuthCode"], installed["auth_code"]);
    assert_eq!(told[2].raw["State"], "s1");
}
