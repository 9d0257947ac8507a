//! server-api.md §6.7, §6.8.

use serde_json::{Value, json};

use super::media::film;
use super::run::{OWN, Run, WANG, id};
use crate::bench::{APPID, JPG};

pub async fn run(run: &mut Run) {
    welcomes(run).await;
    templates(run).await;
}

/// A customer adds a member; WeCom's event would carry the code.
async fn code(run: &Run) -> String {
    let added = json!({"customer": WANG, "member": "wangwu"});
    id(&run.bench.post("/sim/v1/adds", added).await, "welcome_code")
}

async fn welcomes(run: &mut Run) {
    const SEND: &str = "externalcontact/send_welcome_msg";
    let first = code(run).await;
    let before = run.bench.messages(WANG).await.len();
    let hello = |code: &str| json!({"welcome_code": code, "text": {"content": "你好"}});
    run.post(
        45002,
        SEND,
        json!({"welcome_code": first, "text": {"content": "字".repeat(1334)}}),
    )
    .await;
    let ten = vec![json!({"msgtype": "image", "image": {"media_id": "M"}}); 10];
    run.post(
        41064,
        SEND,
        json!({"welcome_code": first, "attachments": ten}),
    )
    .await;
    run.post(0, SEND, hello(&first)).await;
    let messages = run.bench.messages(WANG).await;
    assert_eq!(messages.len(), before + 1);
    assert_eq!(messages[before]["from"]["userid"], "wangwu");
    run.post(41051, SEND, hello(&first)).await;
    run.post(41049, SEND, json!({"text": {"content": "你好"}}))
        .await;
    run.post(41050, SEND, hello("made up")).await;
    let late = code(run).await;
    run.bench.clock.advance(jiff::SignedDuration::from_secs(20));
    run.post(41050, SEND, hello(&late)).await;
}

async fn templates(run: &mut Run) {
    const ADD: &str = "externalcontact/group_welcome_template/add";
    const EDIT: &str = "externalcontact/group_welcome_template/edit";
    const GET: &str = "externalcontact/group_welcome_template/get";
    const DEL: &str = "externalcontact/group_welcome_template/del";
    let text = |words: String| json!({"text": {"content": words}});
    let upload = run.file(0, "media/upload", "&type=image", JPG).await;
    let media = id(&upload, "media_id");
    let mut both = text("%NICKNAME% 欢迎".to_owned());
    both["link"] = json!({"title": "t", "url": "https://a"});
    both["image"] = json!({"media_id": media});
    let template = id(&run.post(0, ADD, both).await, "template_id");
    let told = run.post(0, GET, json!({"template_id": template})).await;
    assert!(told["image"]["pic_url"].is_string());
    assert!(told["link"].is_null(), "a picture goes before a link");
    every_object(run, &media).await;
    run.post(45002, ADD, text("a".repeat(3001))).await;
    run.post(41089, ADD, json!({})).await;
    run.post(40007, ADD, json!({"image": {"media_id": "M"}}))
        .await;
    let mut edited = text("a".repeat(4000));
    edited["template_id"] = json!(template);
    run.post(0, EDIT, edited.clone()).await;
    run.post(40058, EDIT, text("a".to_owned())).await;
    run.post(40058, GET, json!({"template_id": "none"})).await;
    run.post(40058, DEL, json!({"template_id": "none"})).await;
    run.be("permanent-code-of-the-template").await;
    run.post(41058, EDIT, edited).await;
    run.post(41058, DEL, json!({"template_id": template})).await;
    run.be(OWN).await;
    run.post(0, DEL, json!({"template_id": template})).await;
    let mut full = Run::start().await;
    for _ in 0..100 {
        let _: Value = full.post(0, ADD, text("a".to_owned())).await;
    }
    full.post(41055, ADD, text("a".to_owned())).await;
    run.add(full);
}

/// What a template may have besides a picture is told as it was given.
async fn every_object(run: &mut Run, picture: &str) {
    let film = run.file(0, "media/upload", "&type=video", &film(5)).await;
    let file = run.file(0, "media/upload", "&type=file", b"a file").await;
    for (msgtype, object) in [
        (
            "link",
            json!({"title": "t", "picurl": "https://a/p", "desc": "d", "url": "https://a"}),
        ),
        (
            "miniprogram",
            json!({"title": "t", "pic_media_id": picture, "appid": APPID, "page": "/a.html"}),
        ),
        ("video", json!({"media_id": id(&film, "media_id")})),
        ("file", json!({"media_id": id(&file, "media_id")})),
    ] {
        let mut body = json!({"text": {"content": "a"}});
        body[msgtype] = object.clone();
        let added = run.post(0, "externalcontact/group_welcome_template/add", body);
        let template = json!({"template_id": id(&added.await, "template_id")});
        let told = run.post(0, "externalcontact/group_welcome_template/get", template);
        assert_eq!(told.await[msgtype], object);
    }
}
