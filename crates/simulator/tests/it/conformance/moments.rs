//! server-api.md §7.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::media::film;
use super::run::{CHEN, LIU, OWN, Run, WANG, id};
use crate::bench::PNG;

const ADD: &str = "externalcontact/add_moment_task";
const RESULT: &str = "externalcontact/get_moment_task_result";
const LIST: &str = "externalcontact/get_moment_list";
const TASK: &str = "externalcontact/get_moment_task";
const CUSTOMERS: &str = "externalcontact/get_moment_customer_list";
const SENT: &str = "externalcontact/get_moment_send_result";
const COMMENTS: &str = "externalcontact/get_moment_comments";
const CANCEL: &str = "externalcontact/cancel_moment_task";

pub async fn run(run: &mut Run) {
    refusals(run).await;
    let moment = make(run).await;
    life(run, &moment).await;
    kinds(run).await;
    limits(run).await;
}

fn seconds(run: &Run, count: i64) {
    run.bench.clock.advance(SignedDuration::from_secs(count));
}

async fn attachment(run: &mut Run, scene: u8) -> String {
    let rest = format!("&media_type=image&attachment_type={scene}");
    id(
        &run.file(0, "media/upload_attachment", &rest, PNG).await,
        "media_id",
    )
}

async fn refusals(run: &mut Run) {
    let album = attachment(run, 2).await;
    let message = id(
        &run.file(0, "media/upload", "&type=image", PNG).await,
        "media_id",
    );
    let image = |id: &str| json!({"msgtype": "image", "image": {"media_id": id}});
    let with = |attachments: Value| json!({"attachments": attachments});
    for (code, body) in [
        (41089, json!({})),
        (40058, json!({"text": {"content": "字".repeat(1334)}})),
        (40058, json!({"text": {"content": "a".repeat(2001)}})),
        (41064, with(json!(vec![image("M"); 10]))),
        (
            41065,
            with(json!([image("M"), {"msgtype": "link", "link": {}}])),
        ),
        (
            41065,
            with(json!([{"msgtype": "miniprogram", "miniprogram": {}}])),
        ),
        (41088, with(json!([{"msgtype": "video"}]))),
        (40007, with(json!([image("M")]))),
        (40007, with(json!([image(&message)]))),
        (41072, with(json!([image(&album)]))),
    ] {
        run.post(code, ADD, body).await;
    }
}

async fn make(run: &mut Run) -> String {
    let picture = attachment(run, 1).await;
    let body = json!({
        "text": {"content": "新品"},
        "attachments": [{"msgtype": "image", "image": {"media_id": picture}}],
        "visible_range": {
            "sender_list": {"user_list": ["zhangsan", "nobody"], "department_list": [2, 9]},
            "external_contact_list": {"tag_list": ["etEvery0Vip", "et0"]},
        },
    });
    let job = id(&run.post(0, ADD, body).await, "jobid");
    let ask = format!("&jobid={job}");
    let mut states = Vec::new();
    let window = json!({"start_time": 1_795_400_000, "end_time": 1_797_000_000});
    let listed = run.post(0, LIST, window.clone()).await;
    let early = json!({"moment_id": listed["moment_list"][0]["moment_id"]});
    run.post(41079, TASK, early).await;
    let done = loop {
        let answer = run.get(0, RESULT, &ask).await;
        states.push(answer["status"].as_i64().unwrap());
        if answer["status"] == 3 {
            break answer;
        }
        assert!(answer["result"].is_null());
        seconds(run, 1);
    };
    assert_eq!(states, [1, 2, 3]);
    assert_eq!(
        done["result"]["invalid_sender_list"],
        json!({"user_list": ["nobody"], "department_list": [9]})
    );
    assert_eq!(
        done["result"]["invalid_external_contact_list"],
        json!({"tag_list": ["et0"]})
    );
    run.get(40058, RESULT, "&jobid=none").await;
    run.get(40058, RESULT, "").await;
    run.post(40058, LIST, json!({})).await;
    let mut nobody = window;
    nobody["creator"] = json!("nobody");
    run.post(60111, LIST, nobody).await;
    id(&done["result"], "moment_id")
}

async fn life(run: &mut Run, moment: &str) {
    let ask = json!({"moment_id": moment, "userid": "zhangsan"});
    let tasks = run.post(0, TASK, ask.clone()).await;
    assert_eq!(
        tasks["task_list"],
        json!([{"userid": "zhangsan", "publish_status": 0}]),
        "王五 has no customer with the tag"
    );
    let seen = run.post(0, CUSTOMERS, ask.clone()).await;
    assert_eq!(
        seen["customer_list"],
        json!([{"userid": "zhangsan", "external_userid": WANG}])
    );
    for path in [SENT, COMMENTS] {
        run.post(41062, path, ask.clone()).await;
    }
    let waiting = run.bench.get("/sim/v1/moments").await;
    assert_eq!(waiting["moments"][0]["id"], moment);
    publish(run, moment).await;
    let tasks = run.post(0, TASK, ask.clone()).await;
    assert_eq!(tasks["task_list"][0]["publish_status"], 1);
    let sent = run.post(0, SENT, ask.clone()).await;
    assert_eq!(sent["customer_list"], json!([{"external_userid": WANG}]));
    for comment in [false, true] {
        let body = json!({"customer": WANG, "comment": comment});
        let path = format!("/sim/v1/moments/{moment}/reactions");
        let request = run.bench.request(reqwest::Method::POST, &path);
        let response = request.body(body.to_string()).send().await.unwrap();
        assert_eq!(response.status(), 204);
    }
    let said = run.post(0, COMMENTS, ask).await;
    assert_eq!(said["comment_list"][0]["external_userid"], WANG);
    assert_eq!(said["like_list"].as_array().unwrap().len(), 1);
    for path in [TASK, CUSTOMERS, SENT, COMMENTS, CANCEL] {
        run.post(41059, path, json!({})).await;
        run.post(
            41060,
            path,
            json!({"moment_id": "mom0", "userid": "zhangsan"}),
        )
        .await;
    }
    run.post(41009, CUSTOMERS, json!({"moment_id": moment}))
        .await;
    for path in [CUSTOMERS, SENT, COMMENTS] {
        let other = json!({"moment_id": moment, "userid": "wangwu"});
        run.post(41061, path, other).await;
    }

    // To everyone; a customer who has removed the member does not see it. Cancelled, it can no longer be published.
    let job = id(
        &run.post(0, ADD, json!({"text": {"content": "好"}})).await,
        "jobid",
    );
    seconds(run, 2);
    let done = run.get(0, RESULT, &format!("&jobid={job}")).await;
    let public = id(&done["result"], "moment_id");
    publish(run, &public).await;
    let ask = json!({"moment_id": public, "userid": "zhangsan"});
    let sent = run.post(0, SENT, ask.clone()).await;
    let reached = sent["customer_list"].as_array().unwrap();
    assert!(reached.iter().any(|it| it["external_userid"] == CHEN));
    assert!(!reached.iter().any(|it| it["external_userid"] == LIU));
    run.post(0, CANCEL, ask).await;
    let path = format!("/sim/v1/moments/{public}");
    let refused = run.bench.post(&path, json!({"member": "wangwu"})).await;
    assert_eq!(refused["error"]["code"], "moment_decided");
}

async fn publish(run: &Run, moment: &str) {
    let request = run
        .bench
        .request(reqwest::Method::POST, &format!("/sim/v1/moments/{moment}"));
    let response = request.body("{}").send().await.unwrap();
    assert_eq!(response.status(), 204);
}

async fn limits(run: &mut Run) {
    let text = json!({"text": {"content": "好"}});
    let mut busy = Run::with("running_moments = 50", "running_moments = 1").await;
    busy.post(0, ADD, text.clone()).await;
    busy.post(41078, ADD, text.clone()).await;
    seconds(&busy, 2);
    busy.post(0, ADD, text.clone()).await;
    run.add(busy);
    let mut often = Run::start().await;
    for _ in 0..10 {
        often.post(0, ADD, text.clone()).await;
    }
    often.post(45009, ADD, text.clone()).await;
    seconds(&often, 60);
    often.be(OWN).await;
    often.post(0, ADD, text).await;
    run.add(often);
}

/// A film and a web page are told as what they are.
async fn kinds(run: &mut Run) {
    let mut other = Run::start().await;
    let rest = "&media_type=video&attachment_type=1";
    let film = other
        .file(0, "media/upload_attachment", rest, &film(5))
        .await;
    let film = json!({"media_id": id(&film, "media_id")});
    let cover = attachment(&mut other, 1).await;
    let page = json!({"title": "t", "url": "https://a", "media_id": cover});
    for (msgtype, object) in [("video", film.clone()), ("link", page)] {
        let mut one = json!({"msgtype": msgtype});
        one[msgtype] = object;
        other.post(0, ADD, json!({"attachments": [one]})).await;
    }
    seconds(&other, 2);
    let window = json!({"start_time": 1_795_400_000, "end_time": 1_797_000_000});
    let listed = other.post(0, LIST, window).await;
    let moments = listed["moment_list"].as_array().unwrap();
    let told = |msgtype: &str| moments.iter().find_map(|it| it.get(msgtype)).unwrap();
    assert_eq!(told("video")["media_id"], film["media_id"]);
    assert_eq!(told("link"), &json!({"title": "t", "url": "https://a"}));
    run.add(other);
}
