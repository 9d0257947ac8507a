//! server-api.md §6.1 to §6.6, §6.9.

use serde_json::{Value, json};

use super::run::{CHEN, LIU, NOTEBOOK, OWN, Run, WANG, id};
use crate::bench::JPG;

const ADD: &str = "externalcontact/add_msg_template";
const TASK: &str = "externalcontact/get_groupmsg_task";
const RESULT: &str = "externalcontact/get_groupmsg_send_result";
const APPID: &str = "wx7c1d9a2b3e4f5061";

pub async fn run(run: &mut Run) {
    refusals(run).await;
    life(run).await;
    groups(run).await;
    reminders(run).await;
    lists(run).await;
}

fn text(more: Value) -> Value {
    let mut body = json!({"text": {"content": "新品到了"}});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

async fn refusals(run: &mut Run) {
    let upload = run.file(0, "media/upload", "&type=image", JPG).await;
    let media = id(&upload, "media_id");
    run.bench.hours(72);
    run.be(OWN).await;
    let to = |attachments: Value| json!({"sender": "zhangsan", "attachments": attachments});
    let one = |msgtype: &str, object: Value| to(json!([{"msgtype": msgtype, msgtype: object}]));
    let card = |more: Value| {
        let mut card =
            json!({"title": "t", "pic_media_id": "M", "appid": APPID, "page": "/a.html"});
        for (key, value) in more.as_object().unwrap() {
            card[key] = value.clone();
        }
        one("miniprogram", card)
    };
    for (code, body) in [
        (
            86214,
            text(json!({"chat_type": "both", "sender": "zhangsan"})),
        ),
        (40058, text(json!({}))),
        (40058, text(json!({"chat_type": "group"}))),
        (40058, text(json!({"external_userid": vec!["wm0"; 10_001]}))),
        (
            40058,
            text(
                json!({"chat_type": "group", "sender": "zhangsan", "chat_id_list": vec!["wr0"; 2001]}),
            ),
        ),
        (
            40058,
            text(json!({"tag_filter": {"group_list": [{"tag_list": vec!["etEvery0Vip"; 101]}]}})),
        ),
        (
            40068,
            text(json!({"tag_filter": {"group_list": [{"tag_list": ["et0"]}]}})),
        ),
        (60111, text(json!({"sender": "nobody"}))),
        (40003, text(json!({"sender": "a b"}))),
        (60011, text(json!({"sender": "zhaoliu"}))),
        (84074, text(json!({"sender": "lisi"}))),
        (
            41048,
            text(json!({"external_userid": ["wmEvery0Zhou00000000000000000005"]})),
        ),
        (
            41048,
            text(json!({"chat_type": "group", "sender": "zhangsan", "chat_id_list": ["wr0"]})),
        ),
        (
            45002,
            json!({"sender": "zhangsan", "text": {"content": "字".repeat(1334)}}),
        ),
        (41089, json!({"sender": "zhangsan"})),
        (
            41064,
            to(json!(vec![
                json!({"msgtype": "file", "file": {"media_id": "M"}});
                10
            ])),
        ),
        (41065, one("song", json!({}))),
        (41088, to(json!([{"msgtype": "image"}]))),
        (40058, one("image", json!({}))),
        (
            40058,
            one("image", json!({"pic_url": "https://example.com/a.jpg"})),
        ),
        (40058, one("link", json!({"title": "t"}))),
        (
            40058,
            one(
                "link",
                json!({"title": "字".repeat(43), "url": "https://a"}),
            ),
        ),
        (40007, one("image", json!({"media_id": "M"}))),
        (40145, one("image", json!({"media_id": media}))),
        (40145, card(json!({"pic_media_id": media}))),
        (40058, card(json!({"title": "字".repeat(22)}))),
        (40058, card(json!({"page": ""}))),
        (90206, card(json!({"appid": "wxSomebodyElse"}))),
        (90207, card(json!({"appid": ""}))),
    ] {
        run.post(code, ADD, body).await;
    }
    let answer = run
        .post(40096, ADD, text(json!({"external_userid": ["wm0", "wm1"]})))
        .await;
    assert_eq!(answer["fail_list"], json!([]));
}

/// Nothing is sent before a member confirms; then everyone gets it whom the company's rule allows.
async fn life(run: &mut Run) {
    let upload = run.file(0, "media/upload", "&type=image", JPG).await;
    let media = id(&upload, "media_id");
    let picture = id(&run.file(0, "media/uploadimg", "", JPG).await, "url");
    let film = [b"\0\0\0\x18ftypmp42".as_slice(), &[0; 32]].concat();
    let video = id(
        &run.file(0, "media/upload", "&type=video", &film).await,
        "media_id",
    );
    let file = id(
        &run.file(0, "media/upload", "&type=file", b"a file").await,
        "media_id",
    );
    let body = text(json!({
        "chat_type": "single",
        "external_userid": [WANG, CHEN, LIU, "wm0"],
        "attachments": [
            {"msgtype": "image", "image": {"media_id": media}},
            {"msgtype": "image", "image": {"pic_url": picture}},
            {"msgtype": "link", "link": {"title": "t", "picurl": "http://a/b.png", "desc": "d", "url": "https://a"}},
            {"msgtype": "miniprogram", "miniprogram": {"title": "手账本", "pic_media_id": media, "appid": APPID, "page": "/pages/product/product.html?id=1"}},
            {"msgtype": "video", "video": {"media_id": video}},
            {"msgtype": "file", "file": {"media_id": file}},
        ],
    }));
    let sent = run.post(0, ADD, body.clone()).await;
    assert_eq!(sent["fail_list"], json!(["wm0"]));
    let ask = |it: &Value| json!({"msgid": it["msgid"], "userid": "zhangsan"});
    for path in [TASK, RESULT, "externalcontact/get_group_msg_result"] {
        run.post(41063, path, ask(&sent)).await;
    }
    run.bench.clock.advance(jiff::SignedDuration::from_secs(1));
    let tasks = run.post(0, TASK, ask(&sent)).await;
    assert_eq!(
        tasks["task_list"],
        json!([{"userid": "zhangsan", "status": 0}])
    );
    let results = run.post(0, RESULT, ask(&sent)).await;
    assert_eq!(statuses(&results), [0, 0, 0]);
    assert!(
        run.bench.messages(WANG).await.is_empty(),
        "nobody has confirmed"
    );

    confirm(run, &sent, json!({"decision": "send"})).await;
    assert_eq!(run.bench.messages(WANG).await.len(), 7);
    let opened = run.bench.messages(WANG).await;
    let card = &opened[4]["miniprogram"];
    assert_eq!(card["page"], "/pages/product/product.html?id=1");
    assert!(id(card, "cover").starts_with("/sim/v1/media/"));
    let tasks = run.post(0, TASK, ask(&sent)).await;
    assert_eq!(tasks["task_list"][0]["status"], 2);
    let results = run.post(0, RESULT, ask(&sent)).await;
    assert_eq!(statuses(&results), [1, 1, 2], "刘阿姨 is no friend");
    assert!(results["send_list"][0]["send_time"].is_i64());
    let old = run
        .post(0, "externalcontact/get_group_msg_result", ask(&sent))
        .await;
    assert_eq!(old["detail_list"].as_array().unwrap().len(), 3);

    // The second of the day is skipped silently: no error of the API, but status 3.
    let second = run
        .post(0, ADD, text(json!({"external_userid": [WANG]})))
        .await;
    confirm(run, &second, json!({"decision": "send"})).await;
    let results = run.post(0, RESULT, ask(&second)).await;
    assert_eq!(statuses(&results), [3]);
    assert_eq!(run.bench.messages(WANG).await.len(), 7);

    // A member who declines sends nothing, and is not asked again.
    let third = run.post(0, ADD, text(json!({"sender": "zhangsan"}))).await;
    confirm(run, &third, json!({"decision": "decline"})).await;
    let results = run.post(0, RESULT, ask(&third)).await;
    assert_eq!(statuses(&results), [0, 0, 0]);
    assert_eq!(waiting(run).await, 0);

    for (code, path, body) in [
        (41046, TASK, json!({})),
        (41047, TASK, json!({"msgid": "msg0"})),
        (41046, RESULT, json!({})),
        (
            41047,
            RESULT,
            json!({"msgid": "msg0", "userid": "zhangsan"}),
        ),
        (41009, RESULT, json!({"msgid": sent["msgid"]})),
        (
            60111,
            RESULT,
            json!({"msgid": sent["msgid"], "userid": "nobody"}),
        ),
        (41046, "externalcontact/get_group_msg_result", json!({})),
        (
            41047,
            "externalcontact/get_group_msg_result",
            json!({"msgid": "msg0"}),
        ),
    ] {
        run.post(code, path, body).await;
    }
}

fn statuses(results: &Value) -> Vec<i64> {
    let list = results["send_list"].as_array().unwrap();
    list.iter()
        .map(|it| it["status"].as_i64().unwrap())
        .collect()
}

async fn waiting(run: &Run) -> usize {
    let tasks = run.bench.get("/sim/v1/tasks").await;
    tasks["tasks"].as_array().unwrap().len()
}

/// The member opens the task on the phone and decides.
async fn confirm(run: &Run, sent: &Value, decision: Value) -> Value {
    let path = format!("/sim/v1/tasks/{}", id(sent, "msgid"));
    let opened = run.bench.post(&path, json!({})).await;
    assert_eq!(opened["screen"]["kind"], "mass-send-helper", "{opened}");
    run.bench.decide(&opened["screen"], decision).await
}

async fn groups(run: &mut Run) {
    let ask = |it: &Value| json!({"msgid": it["msgid"], "userid": "zhangsan"});
    // Chosen by the API: told before and after.
    let body =
        json!({"chat_type": "group", "sender": "zhangsan", "chat_id_list": [NOTEBOOK, "wr0"]});
    let sent = run.post(0, ADD, text(body)).await;
    assert_eq!(sent["fail_list"], json!(["wr0"]));
    run.bench.clock.advance(jiff::SignedDuration::from_secs(1));
    assert_eq!(statuses(&run.post(0, RESULT, ask(&sent)).await), [0]);
    confirm(run, &sent, json!({"decision": "send"})).await;
    let results = run.post(0, RESULT, ask(&sent)).await;
    assert_eq!(results["send_list"][0]["chat_id"], NOTEBOOK);
    assert_eq!(statuses(&results), [1]);
    // Chosen by the owner: only what was sent is told, and today's message is used up.
    let sent = run
        .post(
            0,
            ADD,
            text(json!({"chat_type": "group", "sender": "zhangsan"})),
        )
        .await;
    run.bench.clock.advance(jiff::SignedDuration::from_secs(1));
    assert!(statuses(&run.post(0, RESULT, ask(&sent)).await).is_empty());
    let decision = json!({"decision": "send", "receivers": [NOTEBOOK]});
    confirm(run, &sent, decision).await;
    assert!(statuses(&run.post(0, RESULT, ask(&sent)).await).is_empty());
}

async fn reminders(run: &mut Run) {
    const REMIND: &str = "externalcontact/remind_groupmsg_send";
    const CANCEL: &str = "externalcontact/cancel_groupmsg_send";
    // The tagged customer's task goes to the member who was in contact last.
    let tags = json!({"tag_filter": {"group_list": [{"tag_list": ["etEvery0Vip", "etEvery0New"]}, {"tag_list": ["stEvery0East"]}]}});
    let sent = run.post(0, ADD, text(tags)).await;
    let body = json!({"msgid": sent["msgid"]});
    for _ in 0..3 {
        run.post(0, REMIND, body.clone()).await;
    }
    run.post(41094, REMIND, body.clone()).await;
    run.bench.hours(24);
    run.be(OWN).await;
    run.post(0, REMIND, body.clone()).await;
    assert_eq!(waiting(run).await, 1);
    run.post(0, CANCEL, body.clone()).await;
    assert_eq!(waiting(run).await, 0);
    run.post(41093, REMIND, body.clone()).await;
    run.post(41093, CANCEL, body.clone()).await;
    for path in [REMIND, CANCEL] {
        run.post(41046, path, json!({})).await;
        run.post(41047, path, json!({"msgid": "msg0"})).await;
    }
}

async fn lists(run: &mut Run) {
    const LIST: &str = "externalcontact/get_groupmsg_list_v2";
    let window = |more: Value| {
        let mut body =
            json!({"chat_type": "single", "start_time": 1_795_400_000, "end_time": 1_797_000_000});
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    };
    run.bench.log_in_as(OWN, super::run::CORP).await;
    let personal = json!({"text": {"content": "自己发的"}});
    run.bench
        .share("shareToExternalContact", personal, &[CHEN])
        .await;
    let all = run.post(0, LIST, window(json!({}))).await;
    let all = all["group_msg_list"].as_array().unwrap();
    let corp = run.post(0, LIST, window(json!({"filter_type": 0}))).await;
    let corp = corp["group_msg_list"].as_array().unwrap();
    assert_eq!(all.len(), corp.len() + 1);
    assert!(
        corp.iter()
            .all(|it| it["creator"].is_null() && it["create_type"] == 0)
    );
    let mine = run
        .post(0, LIST, window(json!({"creator": "zhangsan"})))
        .await;
    assert_eq!(mine["group_msg_list"].as_array().unwrap().len(), 1);
    run.post(40058, LIST, json!({"chat_type": "single"})).await;
    run.post(86214, LIST, window(json!({"chat_type": "both"})))
        .await;
    run.post(60111, LIST, window(json!({"creator": "nobody"})))
        .await;
}

#[tokio::test]
async fn a_task_may_leave_the_choice_of_customers_to_the_member() {
    let mut run = Run::start().await;
    let body = json!({"external_userid": [WANG], "allow_select": true});
    let sent = run.post(0, ADD, text(body)).await;
    confirm(
        &run,
        &sent,
        json!({"decision": "send", "receivers": [CHEN]}),
    )
    .await;
    assert_eq!(run.bench.messages(CHEN).await.len(), 1);
    assert!(run.bench.messages(WANG).await.is_empty());
    let fixed = run
        .post(0, ADD, text(json!({"external_userid": [WANG]})))
        .await;
    let answer = confirm(
        &run,
        &fixed,
        json!({"decision": "send", "receivers": [CHEN]}),
    )
    .await;
    assert_eq!(answer["error"]["code"], "receivers_fixed");
    let answer = confirm(&run, &fixed, json!({"decision": "cancel"})).await;
    assert_eq!(answer["outcome"], "cancel");
    assert_eq!(waiting(&run).await, 1, "going back leaves the task");
}

#[tokio::test]
async fn what_the_company_cancels_can_no_longer_be_confirmed() {
    let mut run = Run::start().await;
    let sent = run.post(0, ADD, text(json!({"sender": "zhangsan"}))).await;
    let path = format!("/sim/v1/tasks/{}", id(&sent, "msgid"));
    let opened = run.bench.post(&path, json!({})).await;
    let body = json!({"msgid": sent["msgid"]});
    run.post(0, "externalcontact/cancel_groupmsg_send", body)
        .await;
    let answer = run
        .bench
        .decide(&opened["screen"], json!({"decision": "send"}))
        .await;
    assert_eq!(answer["error"]["code"], "task_cancelled");
    assert!(run.bench.messages(WANG).await.is_empty());
}
