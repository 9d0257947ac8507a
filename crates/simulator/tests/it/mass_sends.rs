//! server-api.md §6.4 to §6.6: what the server can learn of sends that were made in the client.

use serde_json::{Value, json};

use crate::bench::{Bench, CHEN, NOTEBOOK, WANG, card, text};

const START: i64 = 1_795_400_000;

async fn listed(bench: &Bench, chat_type: &str) -> Vec<Value> {
    let body = json!({"chat_type": chat_type, "start_time": START, "end_time": START + 2_000_000});
    let answer = bench
        .tell("externalcontact/get_groupmsg_list_v2", body)
        .await;
    assert_eq!(answer["errcode"], 0, "{answer}");
    answer["group_msg_list"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_send_made_in_the_client_is_listed_as_a_personal_one() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let mut params = card("/pages/product/product.html?id=1");
    params["text"] = json!({"content": "新品到了"});
    bench.share("shareToExternalContact", params, &[WANG]).await;
    let list = listed(&bench, "single").await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["creator"], "zhangsan");
    assert_eq!(list[0]["create_type"], 1);
    assert_eq!(list[0]["create_time"], 1_795_492_800);
    assert_eq!(list[0]["text"]["content"], "新品到了");
    let recorded = &list[0]["attachments"][0]["miniprogram"];
    assert_eq!(recorded["page"], "/pages/product/product.html?id=1");
    assert!(recorded["pic_media_id"].is_null());
    assert!(listed(&bench, "group").await.is_empty());
}

#[tokio::test]
async fn results_tell_sent_from_skipped_and_from_removed() {
    let bench = Bench::demo_with("color = \"#457b9d\"", "friend = false").await;
    bench.log_in().await;
    bench
        .share("shareToExternalContact", text("一"), &[WANG])
        .await;
    bench
        .share("shareToExternalContact", text("二"), &[WANG, CHEN])
        .await;
    let msgid = listed(&bench, "single").await[1]["msgid"].clone();
    let task = bench
        .tell("externalcontact/get_groupmsg_task", json!({"msgid": msgid}))
        .await;
    assert_eq!(
        task["task_list"],
        json!([{"userid": "zhangsan", "status": 2, "send_time": 1_795_492_800}])
    );
    let results = bench
        .tell(
            "externalcontact/get_groupmsg_send_result",
            json!({"msgid": msgid, "userid": "zhangsan"}),
        )
        .await;
    assert_eq!(
        results["send_list"],
        json!([
            {"external_userid": WANG, "userid": "zhangsan", "status": 3},
            {"external_userid": CHEN, "userid": "zhangsan", "status": 2},
        ])
    );
    assert!(bench.messages(CHEN).await.is_empty());
}

#[tokio::test]
async fn group_sends_name_the_group_and_have_a_send_time() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench
        .share("shareToExternalChat", text("群里好"), &[NOTEBOOK])
        .await;
    let msgid = listed(&bench, "group").await[0]["msgid"].clone();
    let results = bench
        .tell(
            "externalcontact/get_groupmsg_send_result",
            json!({"msgid": msgid, "userid": "zhangsan"}),
        )
        .await;
    assert_eq!(
        results["send_list"],
        json!([{"chat_id": NOTEBOOK, "userid": "zhangsan", "status": 1, "send_time": 1_795_492_800}])
    );
}

#[tokio::test]
async fn wrong_questions_have_their_codes() {
    let bench = Bench::demo().await;
    let list = |more: Value| {
        let mut body = json!({"chat_type": "single", "start_time": START, "end_time": START + 10});
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        ("get_groupmsg_list_v2", body)
    };
    for ((path, body), code) in [
        (list(json!({})), 0),
        (list(json!({"limit": 101})), 0),
        (list(json!({"chat_type": null})), 40058),
        (list(json!({"chat_type": "both"})), 86214),
        (list(json!({"start_time": null})), 40058),
        (list(json!({"end_time": START + 32 * 86_400})), 40058),
        (list(json!({"filter_type": 3})), 40058),
        (list(json!({"creator": "nobody"})), 60111),
        (("get_groupmsg_task", json!({})), 41046),
        (("get_groupmsg_task", json!({"msgid": "msg0"})), 41047),
        (
            ("get_groupmsg_send_result", json!({"msgid": "msg0"})),
            41047,
        ),
    ] {
        let answer = bench
            .tell(&format!("externalcontact/{path}"), body.clone())
            .await;
        assert_eq!(answer["errcode"], code, "{path} {body}");
    }
}

#[tokio::test]
async fn personal_sends_are_left_out_when_only_the_companys_are_asked_for() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench
        .share("shareToExternalContact", text("一"), &[WANG])
        .await;
    for (filter, count) in [(0, 0), (1, 1), (2, 1)] {
        let body = json!({
            "chat_type": "single", "start_time": START, "end_time": START + 2_000_000,
            "filter_type": filter,
        });
        let answer = bench
            .tell("externalcontact/get_groupmsg_list_v2", body)
            .await;
        assert_eq!(
            answer["group_msg_list"].as_array().unwrap().len(),
            count,
            "{filter}"
        );
    }
}
