//! The control API: what it changes is what WeCom's API then tells.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Bench, CHEN, CORP, NOTEBOOK, WANG, json_of};

pub async fn control(
    bench: &Bench,
    method: Method,
    path: &str,
    body: Value,
) -> (StatusCode, Value) {
    let request = bench
        .request(method, &format!("/control/v1{path}"))
        .body(body.to_string());
    let response = request.send().await.unwrap();
    let status = response.status();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

async fn done(bench: &Bench, method: Method, path: &str, body: Value) -> Value {
    let (status, answer) = control(bench, method, path, body).await;
    assert!(status.is_success(), "{path}: {answer}");
    answer
}

fn company(rest: &str) -> String {
    format!("/companies/{CORP}{rest}")
}

#[tokio::test]
async fn the_api_document_changes_only_when_seen() {
    let bench = Bench::demo().await;
    let mut document = bench.get("/control/v1/openapi.json").await;
    document["info"]["version"] = "(version)".into();
    insta::assert_json_snapshot!(document);
}

#[tokio::test]
async fn a_customer_added_here_is_told_by_wecom_and_can_leave() {
    let bench = Bench::demo().await;
    let new = json!({"name": "孙先生", "followers": ["zhangsan"]});
    let added = done(&bench, Method::POST, &company("/customers"), new).await;
    let id = added["id"].as_str().unwrap().to_owned();
    let list = async || {
        let answer = bench.ask("externalcontact/list", "&userid=zhangsan").await;
        answer["external_userid"].to_string()
    };
    assert!(list().await.contains(&id));

    let follower = company(&format!("/customers/{id}/followers/zhangsan"));
    let left = done(&bench, Method::PATCH, &follower, json!({"friend": false})).await;
    assert_eq!(left["left"], json!(["zhangsan"]));
    assert!(
        list().await.contains(&id),
        "the member still has the customer"
    );
    done(&bench, Method::DELETE, &follower, json!({})).await;
    assert!(!list().await.contains(&id));
    let (status, answer) = control(&bench, Method::DELETE, &follower, json!({})).await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (StatusCode::CONFLICT, &json!("nothing_to_change"))
    );
    done(&bench, Method::PUT, &follower, json!({})).await;
    assert!(list().await.contains(&id));
}

#[tokio::test]
async fn a_customer_who_removed_the_member_gets_nothing_from_that_member_only() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let follower = company(&format!("/customers/{WANG}/followers/zhangsan"));
    done(&bench, Method::PATCH, &follower, json!({"friend": false})).await;
    let text = crate::bench::text("好");
    bench
        .share("shareToExternalContact", text, &[WANG, CHEN])
        .await;
    let skipped: Vec<Value> = bench
        .events()
        .await
        .into_iter()
        .filter(|it| it["kind"] == "skipped")
        .collect();
    assert_eq!(skipped.len(), 1);
    assert_eq!(
        (
            &skipped[0]["detail"]["chat"],
            &skipped[0]["detail"]["status"]
        ),
        (&json!(WANG), &json!(2))
    );
}

#[tokio::test]
async fn groups_are_made_changed_and_dismissed() {
    let bench = Bench::demo().await;
    let new = json!({"id": "wrNew", "name": "新群", "owner": "zhangsan", "members": [WANG]});
    done(&bench, Method::POST, &company("/groups"), new.clone()).await;
    let (status, answer) = control(&bench, Method::POST, &company("/groups"), new).await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (StatusCode::CONFLICT, &json!("id_taken"))
    );
    let change =
        json!({"name": "改名", "notice": "公告", "owner": "lisi", "add": [CHEN], "del": [WANG]});
    done(&bench, Method::PATCH, &company("/groups/wrNew"), change).await;
    let told = bench
        .tell("externalcontact/groupchat/get", json!({"chat_id": "wrNew"}))
        .await;
    let group = &told["group_chat"];
    assert_eq!(
        (&group["name"], &group["owner"], &group["notice"]),
        (&json!("改名"), &json!("lisi"), &json!("公告"))
    );
    let members: Vec<&str> = group["member_list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["userid"].as_str().unwrap())
        .collect();
    assert_eq!(members, ["zhangsan", "lisi", CHEN]);
    done(&bench, Method::DELETE, &company("/groups/wrNew"), json!({})).await;
    let told = bench
        .tell("externalcontact/groupchat/get", json!({"chat_id": "wrNew"}))
        .await;
    assert_ne!(told["errcode"], 0);
    let others = bench
        .tell(
            "externalcontact/groupchat/get",
            json!({"chat_id": NOTEBOOK}),
        )
        .await;
    assert_eq!(others["errcode"], 0);
}

#[tokio::test]
async fn rights_and_ranges_taken_away_here_are_missing_there() {
    let bench = Bench::demo().await;
    let app = company("/apps/1000002");
    done(
        &bench,
        Method::PATCH,
        &app,
        json!({"customer_contact": false}),
    )
    .await;
    assert_eq!(
        bench.ask("externalcontact/get_follow_user_list", "").await["errcode"],
        48002
    );
    let changed = done(
        &bench,
        Method::PATCH,
        &app,
        json!({"customer_contact": true, "visible": ["lisi"]}),
    )
    .await;
    assert_eq!(changed["visible"], json!(["lisi"]));
    assert_eq!(
        bench.ask("externalcontact/list", "&userid=zhangsan").await["errcode"],
        60011
    );
    let changed = done(&bench, Method::PATCH, &app, json!({"enabled": true})).await;
    assert_eq!(
        changed["visible"],
        json!(["lisi"]),
        "left out is left alone"
    );
    let changed = done(&bench, Method::PATCH, &app, json!({"visible": null})).await;
    assert!(changed["visible"].is_null());
    done(
        &bench,
        Method::PATCH,
        &company("/members/zhangsan"),
        json!({"customer_contact": false}),
    )
    .await;
    assert_eq!(
        bench.ask("externalcontact/list", "&userid=zhangsan").await["errcode"],
        84074
    );
}

#[tokio::test]
async fn the_clock_moves_forwards_only() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    done(&bench, Method::POST, "/clock", json!({"advance": "PT2H"})).await;
    let answer = bench
        .get(&format!(
            "/cgi-bin/externalcontact/get_follow_user_list?access_token={token}"
        ))
        .await;
    assert_eq!(answer["errcode"], 42001);
    let now = done(&bench, Method::GET, "/clock", json!({})).await;
    assert_eq!(now["now"], "2026-11-24T14:00:00+08:00");
    let (status, answer) = control(
        &bench,
        Method::POST,
        "/clock",
        json!({"to": "2026-11-24T13:00:00+08:00"}),
    )
    .await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("clock_backwards"))
    );
}

#[tokio::test]
async fn who_is_not_there_is_named_in_both_languages() {
    let bench = Bench::demo().await;
    for (method, path, body, code) in [
        (
            Method::GET,
            "/companies/ww0/members".to_owned(),
            json!({}),
            "unknown_company",
        ),
        (
            Method::POST,
            company("/customers"),
            json!({"name": "a", "followers": ["nobody"]}),
            "unknown_member",
        ),
        (
            Method::PATCH,
            company("/customers/wm0/followers/zhangsan"),
            json!({"friend": true}),
            "unknown_customer",
        ),
        (
            Method::DELETE,
            company("/groups/wr0"),
            json!({}),
            "unknown_group",
        ),
        (Method::PATCH, company("/apps/7"), json!({}), "unknown_app"),
        (
            Method::DELETE,
            "/faults/7".to_owned(),
            json!({}),
            "unknown_fault",
        ),
        (
            Method::GET,
            "/nothing".to_owned(),
            json!({}),
            "no_such_address",
        ),
        (
            Method::POST,
            "/faults".to_owned(),
            json!({"kind": "sunspots"}),
            "body_malformed",
        ),
        (
            Method::POST,
            "/faults".to_owned(),
            json!({"kind": "busy", "endpoint": "nothing"}),
            "bad_fault",
        ),
        (
            Method::POST,
            "/faults".to_owned(),
            json!({"kind": "busy", "probability": 2.0}),
            "bad_fault",
        ),
    ] {
        let (status, answer) = control(&bench, method, &path, body).await;
        assert!(status.is_client_error(), "{path}");
        let error = &answer["error"];
        assert_eq!(error["code"], code, "{path}: {answer}");
        for text in ["cause", "remedy"] {
            assert!(
                !error[text]["zh"].as_str().unwrap().is_empty()
                    && !error[text]["en"].as_str().unwrap().is_empty()
            );
        }
    }
}

#[tokio::test]
async fn lists_are_paged_and_the_world_summed_up() {
    let bench = Bench::demo().await;
    let page = done(
        &bench,
        Method::GET,
        &company("/customers?offset=1&limit=1"),
        json!({}),
    )
    .await;
    assert_eq!(page.as_array().unwrap().len(), 1);
    assert_eq!(page[0]["id"], CHEN);
    let world = done(&bench, Method::GET, "/world", json!({})).await;
    let it = &world["companies"][0];
    assert_eq!(
        (&it["members"], &it["customers"], &it["groups"]),
        (&json!(2), &json!(3), &json!(2))
    );
    assert!(!world.to_string().contains(crate::bench::SECRET));
}

#[tokio::test]
async fn another_sites_page_and_another_hosts_name_are_refused() {
    let bench = Bench::demo().await;
    let request = bench
        .request(Method::GET, "/control/v1/world")
        .header("host", "evil.example");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 403);
    assert_eq!(json_of(response).await["error"]["code"], "not_loopback");
    let request = bench
        .request(Method::DELETE, "/control/v1/faults")
        .header("origin", "http://evil.example");
    assert_eq!(request.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_member_confirms_or_declines_what_the_api_has_made() {
    let bench = Bench::demo().await;
    let send = async || {
        let body = json!({
            "chat_type": "single", "external_userid": [WANG], "sender": "zhangsan", "text": {"content": "好"},
        });
        let made = bench.tell("externalcontact/add_msg_template", body).await;
        made["msgid"].as_str().unwrap().to_owned()
    };
    let (first, second) = (send().await, send().await);
    let tasks = done(&bench, Method::GET, &company("/tasks"), json!({})).await;
    assert_eq!(tasks.as_array().unwrap().len(), 2);
    assert_eq!(tasks[0]["tasks"][0]["state"], "waiting");
    let of = |msgid: &str| company(&format!("/tasks/{msgid}/members/zhangsan"));
    done(
        &bench,
        Method::POST,
        &of(&first),
        json!({"decision": "confirm"}),
    )
    .await;
    done(
        &bench,
        Method::POST,
        &of(&second),
        json!({"decision": "decline"}),
    )
    .await;
    let tasks = done(&bench, Method::GET, &company("/tasks"), json!({})).await;
    assert_eq!(
        (
            &tasks[0]["tasks"][0]["results"][0]["status"],
            &tasks[1]["tasks"][0]["state"]
        ),
        (&json!(1), &json!("declined"))
    );
    let (status, answer) = control(
        &bench,
        Method::POST,
        &of(&first),
        json!({"decision": "confirm"}),
    )
    .await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("task_decided"))
    );
}
