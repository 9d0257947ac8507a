//! Callbacks that arrive.

use axum::http::StatusCode;
use reqwest::Method;
use serde_json::{Value, json};

use crate::bench::{Bench, CHEN, CORP, WANG};
use crate::control::control;
use crate::hook::{Hook, KEY, Says, TOKEN, noon};

async fn listen(format: &str, unknown: &str) -> (Hook, Bench) {
    let hook = Hook::of(CORP);
    let line = "customer_contact = true                 # 在「可调用接口的应用」里";
    let text = include_str!("../../../../worlds/demo.toml");
    assert!(text.contains(line));
    let callback = hook.callback(format).await;
    let text = text.replacen(line, &callback, 1).replacen(
        "[unknown]",
        &format!("[unknown]\n{unknown}"),
        1,
    );
    let world = wecom_share_simulator::world::World::parse(&text, "test").unwrap();
    (hook, Bench::start(world).await)
}

async fn of_a_suite(unknown: &str) -> (Hook, Bench) {
    let hook = Hook::of("wwsuite0000000001");
    let text = include_str!("../../../../worlds/demo.toml");
    let callback = hook.callback("xml").await;
    let provider = format!(
        "[[provider]]\ncorpid = \"wwprovider0000001\"\nname = \"商\"\nsecret = \"p\"\n\
         [[provider.suite]]\nid = \"wwsuite0000000001\"\nname = \"套件\"\nsecret = \"s\"\n{callback}\n\n"
    );
    let installation = "[[company.app]]\nagentid = 7\nname = \"装\"\nsecret = \"code\"\n\
         suite = \"wwsuite0000000001\"\ninstalled = false\n\n[[company.member]]";
    let text = text
        .replacen("[[company.member]]", installation, 1)
        .replacen("[unknown]", &format!("{provider}[unknown]\n{unknown}"), 1);
    let world = wecom_share_simulator::world::World::parse(&text, "test").unwrap();
    (hook, Bench::start(world).await)
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
        let (app, bench) = listen(format, "").await;
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
    let (app, bench) = listen("xml", "").await;
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
    let (app, bench) = listen("xml", "").await;
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
    assert_eq!(app.asked(), 0);
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
        let (app, bench) = listen("xml", unknown).await;
        *app.answers.lock().unwrap() = [Says::Status(500), Says::Status(404)].into();
        follow(&bench, Method::DELETE, WANG, json!({})).await;
        let flushed = flush(&bench).await;
        let delivery = &flushed["callbacks"][0];
        assert_eq!(delivery["state"], state, "{unknown}: {delivery}");
        assert_eq!(app.asked(), asked, "{unknown}");
        assert_eq!(delivery["attempts"].as_array().unwrap().len(), asked);
    }
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_tried_four_times_and_given_up() {
    let (_, bench) = listen("xml", "").await;
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
    let (app, bench) = listen("xml", "").await;
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
    assert_eq!(stepped["to"], "delivered");
    assert_eq!(app.changes(), [format!("add_external_contact {CHEN}")]);
    let (_, stepped) = control(&bench, Method::POST, "/step", json!({})).await;
    assert!(stepped["id"].is_null(), "nothing waits");
}

#[tokio::test]
async fn an_address_is_verified_as_the_console_does() {
    let (_, bench) = listen("xml", "").await;
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
    let (app, bench) = of_a_suite("").await;
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

/// Flushes beside the test, which goes on.
fn flushing(bench: &Bench) -> tokio::task::JoinHandle<reqwest::Response> {
    let request = bench.request(Method::POST, "/control/v1/callbacks/flush");
    tokio::spawn(async move { request.send().await.unwrap() })
}

async fn advance(bench: &Bench, by: &str) {
    let (status, answer) = control(bench, Method::POST, "/clock", json!({"advance": by})).await;
    assert!(status.is_success(), "{answer}");
}

/// `(state, attempts)` of the only callback; each attempt as its status or its error.
fn fate(flushed: &Value) -> (String, Vec<String>) {
    let callbacks = flushed["callbacks"].as_array().unwrap();
    assert_eq!(callbacks.len(), 1, "{flushed}");
    let attempts = callbacks[0]["attempts"].as_array().unwrap();
    let of = |it: &Value| {
        it["error"]
            .as_str()
            .map_or(it["status"].to_string(), str::to_owned)
    };
    (
        callbacks[0]["state"].as_str().unwrap().to_owned(),
        attempts.iter().map(of).collect(),
    )
}

#[tokio::test]
async fn five_seconds_of_silence_are_a_failure_and_the_call_is_repeated_at_once() {
    let (app, bench) = listen("xml", "").await;
    app.answers.lock().unwrap().push_back(Says::Nothing);
    follow(&bench, Method::DELETE, WANG, json!({})).await;
    let flushed = flushing(&bench);
    app.asked_times(1).await;
    advance(&bench, "PT4S").await;
    assert!(!flushed.is_finished(), "four seconds are not enough");
    assert_eq!(app.asked(), 1);
    advance(&bench, "PT1S").await;
    app.asked_times(2).await;
    let flushed: Value = flushed.await.unwrap().json().await.unwrap();
    assert_eq!(
        fate(&flushed),
        (
            "delivered".to_owned(),
            vec!["no answer in 5 s".to_owned(), "200".to_owned()]
        )
    );
    assert_eq!(app.changes(), [format!("del_external_contact {WANG}")]);
    // When each was told: the second is right after the silence.
    let at = |n: usize| flushed["callbacks"][0]["attempts"][n]["at"].clone();
    assert_eq!(
        (at(0), at(1)),
        (
            json!("2026-11-24T12:00:05+08:00"),
            json!("2026-11-24T12:00:05+08:00")
        )
    );
}

#[tokio::test]
async fn after_three_repeats_into_silence_an_event_is_given_up() {
    let (app, bench) = listen("xml", "").await;
    for _ in 0..4 {
        app.answers.lock().unwrap().push_back(Says::Nothing);
    }
    follow(&bench, Method::DELETE, WANG, json!({})).await;
    let flushed = flushing(&bench);
    for times in 1..=4 {
        app.asked_times(times).await;
        advance(&bench, "PT6S").await;
    }
    let flushed: Value = flushed.await.unwrap().json().await.unwrap();
    let silence = "no answer in 5 s".to_owned();
    assert_eq!(fate(&flushed), ("given_up".to_owned(), vec![silence; 4]));
    assert_eq!(app.asked(), 4);
    // The next event is not held up by it.
    follow(&bench, Method::DELETE, CHEN, json!({})).await;
    flush(&bench).await;
    assert_eq!(app.changes(), [format!("del_external_contact {CHEN}")]);
}

#[tokio::test]
async fn an_authorisation_must_be_answered_within_a_second_with_the_word_success() {
    let (app, bench) = of_a_suite("callback_repeat = \"not200\"").await;
    flush(&bench).await;
    let tickets = app.asked();
    app.answers
        .lock()
        .unwrap()
        .extend([Says::Nothing, Says::Word("ok")]);
    let install = json!({"suite": "wwsuite0000000001", "corpid": CORP});
    bench.post("/sim/v1/installs", install).await;
    let flushed = flushing(&bench);
    app.asked_times(tickets + 1).await;
    advance(&bench, "PT1S").await;
    let flushed: Value = flushed.await.unwrap().json().await.unwrap();
    let last = json!({"callbacks": [flushed["callbacks"].as_array().unwrap().last().unwrap()]});
    assert_eq!(
        fate(&last),
        (
            "delivered".to_owned(),
            vec![
                "no answer in 1 s".to_owned(),
                "\"ok\" instead of \"success\"".to_owned(),
                "200".to_owned()
            ]
        )
    );
}

#[tokio::test]
async fn an_event_is_not_lost_when_who_flushes_gives_up() {
    let (app, bench) = listen("xml", "").await;
    app.answers.lock().unwrap().push_back(Says::Nothing);
    follow(&bench, Method::DELETE, WANG, json!({})).await;
    let flushed = flushing(&bench);
    app.asked_times(1).await;
    flushed.abort();
    let _ = flushed.await;
    flush(&bench).await;
    assert_eq!(app.changes(), [format!("del_external_contact {WANG}")]);
}
