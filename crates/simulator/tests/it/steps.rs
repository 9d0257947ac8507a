//! One step of a state machine at a time, the clock standing still; and the same answers from the same seed.

use reqwest::Method;
use serde_json::{Value, json};
use wecom_share_simulator::world::World;

use crate::bench::{Bench, CHEN, CORP, JPG, SECRET, WANG, json_of};
use crate::control::control;

async fn step(bench: &Bench, wanted: Value) -> Value {
    let (status, answer) = control(bench, Method::POST, "/step", wanted).await;
    assert!(status.is_success(), "{answer}");
    answer
}

/// `from`, `to`; both null when nothing waits.
async fn moved(bench: &Bench, machine: &str) -> (Value, Value) {
    let step = step(bench, json!({"machine": machine})).await;
    assert_eq!(step["machine"], machine);
    (step["from"].clone(), step["to"].clone())
}

async fn send(bench: &Bench, to: &[&str]) -> String {
    let body = json!({"chat_type": "single", "external_userid": to, "sender": "zhangsan", "text": {"content": "好"}});
    let made = bench.tell("externalcontact/add_msg_template", body).await;
    made["msgid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_mass_send_is_handed_over_and_then_confirmed_by_one_member_after_the_other() {
    let bench = Bench::unknown("dispatch_seconds = 60").await;
    let (first, second) = (send(&bench, &[WANG]).await, send(&bench, &[CHEN]).await);
    let state = async |msgid: &str| {
        let body = json!({"msgid": msgid, "userid": "zhangsan"});
        let answer = bench
            .tell("externalcontact/get_groupmsg_send_result", body)
            .await;
        match answer["errcode"].as_i64().unwrap() {
            0 => answer["send_list"][0]["status"].as_i64().unwrap(),
            code => code,
        }
    };
    assert_eq!((state(&first).await, state(&second).await), (41063, 41063));
    let stepped = step(&bench, json!({"machine": "mass_send", "id": second})).await;
    assert_eq!(
        (&stepped["id"], &stepped["from"], &stepped["to"]),
        (&json!(second), &json!("dispatching"), &json!("waiting"))
    );
    assert_eq!((state(&first).await, state(&second).await), (41063, 0));
    let stepped = step(&bench, json!({"machine": "mass_send", "id": second})).await;
    assert_eq!(
        (&stepped["member"], &stepped["to"]),
        (&json!("zhangsan"), &json!("confirmed"))
    );
    assert_eq!((state(&first).await, state(&second).await), (41063, 1));
    // Without a name, the first in line.
    moved(&bench, "mass_send").await;
    moved(&bench, "mass_send").await;
    assert_eq!(state(&first).await, 1);
    assert_eq!(moved(&bench, "mass_send").await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn a_moment_is_started_created_made_and_published() {
    let bench = Bench::unknown("dispatch_seconds = 60").await;
    let body = json!({"text": {"content": "新品"}, "visible_range": {"sender_list": {"user_list": ["zhangsan"]}}});
    let made = bench.tell("externalcontact/add_moment_task", body).await;
    let job = made["jobid"].as_str().unwrap().to_owned();
    let result = async || {
        let path = "externalcontact/get_moment_task_result";
        bench.ask(path, &format!("&jobid={job}")).await
    };
    let steps = [("started", "creating", 2), ("creating", "made", 3)];
    for (from, to, status) in steps {
        assert_eq!(moved(&bench, "moment").await, (json!(from), json!(to)));
        assert_eq!(result().await["status"], status);
    }
    let moment = result().await["result"]["moment_id"].clone();
    let published = async || {
        let body = json!({"moment_id": moment});
        let answer = bench.tell("externalcontact/get_moment_task", body).await;
        answer["task_list"][0]["publish_status"].clone()
    };
    assert_eq!(published().await, 0);
    let to = (json!("waiting"), json!("published"));
    assert_eq!(moved(&bench, "moment").await, to);
    assert_eq!(published().await, 1);
    assert_eq!(moved(&bench, "moment").await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn what_lives_for_a_while_expires_alone() {
    let bench = Bench::demo().await;
    let expired = (json!("valid"), json!("expired"));
    let nothing = (Value::Null, Value::Null);

    let upload = async || {
        let answer = bench
            .upload("media/upload", "&type=image", "media", JPG)
            .await;
        answer["media_id"].as_str().unwrap().to_owned()
    };
    let (first, second) = (upload().await, upload().await);
    let stepped = step(&bench, json!({"machine": "media", "id": second})).await;
    assert_eq!(stepped["id"], json!(second));
    let get = async |id: &str| {
        let token = bench.token().await;
        let path = format!("/cgi-bin/media/get?access_token={token}&media_id={id}");
        let response = bench.request(Method::GET, &path).send().await.unwrap();
        response.headers().contains_key("content-disposition")
    };
    assert!(get(&first).await && !get(&second).await);
    assert_eq!(moved(&bench, "media").await, expired);
    assert_eq!(moved(&bench, "media").await, nothing);

    let code = bench.code().await;
    assert_eq!(moved(&bench, "login_code").await, expired);
    assert_eq!(bench.exchange(&code).await["errcode"], 40029);
    assert_eq!(moved(&bench, "login_code").await, nothing);

    let added = json!({"customer": CHEN, "member": "lisi"});
    let code = bench.post("/sim/v1/adds", added).await["welcome_code"].clone();
    assert_eq!(moved(&bench, "welcome_code").await, expired);
    let body = json!({"welcome_code": code, "text": {"content": "你好"}});
    let answer = bench.tell("externalcontact/send_welcome_msg", body).await;
    assert_eq!(answer["errcode"], 41050);

    let token = bench.token().await;
    let path = format!("/cgi-bin/getcallbackip?access_token={token}");
    assert_eq!(bench.get(&path).await["errcode"], 0);
    let wanted = json!({"machine": "token", "id": format!("{CORP}/1000002")});
    assert_eq!(step(&bench, wanted.clone()).await["to"], "expired");
    assert_eq!(bench.get(&path).await["errcode"], 42001);
    assert!(step(&bench, wanted).await["to"].is_null());
    assert_ne!(bench.token().await, token, "there is a new one");
}

#[tokio::test]
async fn a_transfer_ends_before_its_day() {
    let bench = Bench::demo_with("customer_contact = false", "customer_contact = true").await;
    let give = json!({"handover_userid": "zhangsan", "takeover_userid": "lisi", "external_userid": [WANG]});
    let answer = bench.tell("externalcontact/transfer_customer", give).await;
    assert_eq!(answer["customer"][0]["errcode"], 0, "{answer}");
    let to = (json!("begun"), json!("taken_over"));
    assert_eq!(moved(&bench, "transfer").await, to);
    let list = bench.ask("externalcontact/list", "&userid=lisi").await;
    assert!(list.to_string().contains(WANG), "{list}");
    assert_eq!(moved(&bench, "transfer").await, (Value::Null, Value::Null));
}

#[tokio::test]
async fn a_machine_that_is_none_is_named() {
    let bench = Bench::demo().await;
    let wanted = json!({"machine": "perpetuum"});
    let (status, answer) = control(&bench, Method::POST, "/step", wanted).await;
    assert_eq!(status, 400);
    let cause = answer["error"]["cause"]["en"].as_str().unwrap();
    assert!(
        cause.contains("perpetuum") && cause.contains("mass_send"),
        "{cause}"
    );
}

/// Many things, with what each was answered. Nothing in it may depend on anything but the seed and the order.
async fn transcript(seed: u64) -> String {
    let bench = Bench::seeded(World::demo(), seed).await;
    let mut said: Vec<Value> = Vec::new();
    let gettoken = format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret={SECRET}");
    said.push(bench.get(&gettoken).await);
    let wrong = gettoken.replace(SECRET, "wrong");
    said.push(bench.get(&wrong).await);
    let fault = json!({"kind": "busy", "endpoint": "externalcontact/list", "probability": 0.5});
    said.push(control(&bench, Method::POST, "/faults", fault).await.1);
    for _ in 0..20 {
        said.push(bench.ask("externalcontact/list", "&userid=zhangsan").await);
    }
    said.push(
        bench
            .upload("media/upload", "&type=image", "media", JPG)
            .await,
    );
    said.push(bench.upload("media/uploadimg", "", "media", JPG).await);
    let msgid = send(&bench, &[WANG, CHEN]).await;
    said.push(json!(msgid));
    let ticket = bench.ask("ticket/get", "&type=agent_config").await;
    said.push(ticket);
    let new = json!({"name": "孙先生", "followers": ["zhangsan"]});
    let customers = format!("/companies/{CORP}/customers");
    said.push(control(&bench, Method::POST, &customers, new).await.1);
    for machine in ["mass_send", "mass_send", "media", "token"] {
        said.push(step(&bench, json!({"machine": machine})).await);
    }
    control(&bench, Method::POST, "/clock", json!({"advance": "P3D"})).await;
    said.push(bench.ask("externalcontact/get_corp_tag_list", "").await);
    let code = bench.code().await;
    said.push(json!(code));
    said.push(bench.exchange(&code).await);
    let path = format!("/companies/{CORP}/tasks");
    said.push(control(&bench, Method::GET, &path, json!({})).await.1);
    let text = serde_json::to_string_pretty(&said).unwrap();
    text.replace(&bench.base, "(here)")
}

#[tokio::test]
async fn the_same_seed_and_the_same_calls_give_the_same_answers() {
    let first = transcript(7).await;
    assert_eq!(first, transcript(7).await);
    assert_ne!(first, transcript(8).await);
    assert!(
        first.contains("\"errcode\": -1"),
        "the fault struck: {first}"
    );
}

#[tokio::test]
async fn the_api_document_names_every_address_there_is() {
    let bench = Bench::demo().await;
    let document = bench.get("/control/v1/openapi.json").await;
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 25, "{}", paths.len());
    for (path, methods) in paths {
        let concrete = path
            .replace("{corpid}", CORP)
            .replace("{agentid}", "1000002")
            .replace("{userid}", "zhangsan")
            .replace("{number}", "1");
        let concrete = concrete.replace("{id}", "0").replace("{msgid}", "msg0");
        for (method, about) in methods.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let request = bench.request(method.clone(), &concrete);
            let response = request.send().await.unwrap();
            let status = response.status();
            let documented = about["responses"].as_object().unwrap();
            // 400: the body was left out.
            let known = documented.contains_key(status.as_str()) || status == 400;
            let answer = response.text().await.unwrap();
            assert!(known, "{method} {path}: {status} {answer}");
            assert!(!answer.contains("no_such_"), "{method} {path}: {answer}");
        }
    }
    let answer = json_of(
        bench
            .request(Method::GET, "/control/v1/none")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(answer["error"]["code"], "no_such_address");
}
