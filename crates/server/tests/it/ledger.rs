//! What WeCom is sent, how often, and what a broken call costs.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::{
    house::{Answer, House, WANG, answer, request},
    pictures::png,
};

async fn share_media(house: &House, session: &str, kind: &str, mediaid: &str) -> Value {
    let media = json!([{ "msgtype": kind, kind: { "mediaid": mediaid } }]);
    let body = request(json!({ "kind": "customers", "ids": [WANG] }), media);
    let plan = house.post("/shares", Some(session), &body).await.ok();
    plan["call"]["args"]["attachments"][0][kind]["mediaid"].clone()
}

async fn bring(house: &House, session: &str, kind: &str, name: &str, bytes: Vec<u8>) -> Answer {
    let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
    let form = reqwest::multipart::Form::new()
        .text("type", kind.to_owned())
        .part("file", part);
    let request = house.request(reqwest::Method::POST, "/media", Some(session));
    answer(request.multipart(form)).await
}

fn mp4() -> Vec<u8> {
    let mut film = b"\0\0\0\x18ftypisom".to_vec();
    film.resize(1000, 7);
    film
}

#[tokio::test]
async fn a_call_that_wecom_took_and_cut_costs_one_more_upload_and_no_picture() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    house.wecom.world().cut = 1;
    house.upload(&session, "a.png", png(1)).await.refused(502);
    // Killed before it could note anything else.
    let house = house.after_a_kill().await;
    let link = house.upload(&session, "a.png", png(1)).await.ok();
    let again = house.upload(&session, "a.png", png(1)).await.ok();

    assert_eq!(link["url"], again["url"]);
    assert_eq!(house.wecom.world().uploads.len(), 2);
    let used = house.get("/images/uploads", &session).await.ok();
    assert_eq!(used["day"]["used"], 2, "what WeCom may have counted counts");
}

#[tokio::test]
async fn uploads_that_are_used_up_are_refused_with_the_day_and_work_then() {
    let house = House::with("[images]\nuploads_per_day = 2\nuploads_per_month = 3\n").await;
    let session = house.zhangsan().await;
    for shade in [1, 2] {
        house.upload(&session, "a.png", png(shade)).await.ok();
    }
    let error = house.upload(&session, "a.png", png(3)).await.refused(409);
    assert_eq!(error["code"], "picture_links_used_up");
    assert_eq!(error["until"], "2026-11-24T00:00:00+08:00");
    house.upload(&session, "a.png", png(1)).await.ok();

    house.advance(SignedDuration::from_hours(24));
    let session = house.zhangsan().await;
    house.upload(&session, "a.png", png(3)).await.ok();
    let error = house.upload(&session, "a.png", png(4)).await.refused(409);
    assert_eq!(
        error["until"], "2026-12-24T09:00:00+08:00",
        "31 days after the first"
    );
    let used = house.get("/images/uploads", &session).await.ok();
    assert_eq!(used["day"], json!({ "used": 1, "allowed": 2 }));
    assert_eq!(used["month"], json!({ "used": 3, "allowed": 3 }));
    assert_eq!(house.wecom.world().uploads.len(), 3);

    house.advance(SignedDuration::from_hours(24 * 30));
    let session = house.zhangsan().await;
    house.upload(&session, "a.png", png(4)).await.ok();
}

#[tokio::test]
async fn a_picture_message_gets_a_media_id_when_links_are_used_up() {
    let mut house = House::with("[images]\nuploads_per_day = 1\n").await;
    house.make_public().await;
    let session = house.zhangsan().await;
    let mut shared = Vec::new();
    for shade in [1, 2] {
        let id = house.upload(&session, "a.png", png(shade)).await.ok()["id"].clone();
        let image = json!([{ "msgtype": "image", "image": { "id": id } }]);
        let body = request(json!({ "kind": "groups" }), image);
        let plan = house.post("/shares", Some(&session), &body).await.ok();
        shared.push(plan["call"]["args"]["attachments"][0]["image"].clone());
    }
    assert!(shared[0]["imgUrl"].is_string(), "{shared:?}");
    assert_eq!(shared[1], json!({ "mediaid": "3media1" }));
}

#[tokio::test]
async fn a_picture_message_gets_a_media_id_when_other_software_used_the_links_up() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    house.wecom.world().refused.insert("uploadimg", 45009);
    let id = house.upload(&session, "a.png", png(1)).await.ok()["id"].clone();
    let image = json!([{ "msgtype": "image", "image": { "id": id } }]);
    let body = request(json!({ "kind": "groups" }), image);
    let plan = house.post("/shares", Some(&session), &body).await.ok();
    let shared = &plan["call"]["args"]["attachments"][0]["image"];
    assert_eq!(*shared, json!({ "mediaid": "3media1" }));
}

#[tokio::test]
async fn a_cover_whose_links_other_software_used_up_is_refused_with_the_days_it_may_work_from() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let id = house.upload(&session, "a.png", png(1)).await.ok()["id"].clone();
    house.wecom.world().refused.insert("uploadimg", 45009);
    let card = json!([{ "msgtype": "miniprogram", "miniprogram": {
        "title": "山茶花手账本", "page": "pages/product/product?id=1", "cover": { "id": id },
    } }]);
    let body = request(json!({ "kind": "groups" }), card);
    let error = house
        .post("/shares", Some(&session), &body)
        .await
        .refused(409);
    assert_eq!(error["code"], "picture_links_refused");
    assert_eq!(error["until"], "2026-11-24T00:00:00+08:00", "the next day");
    assert_eq!(
        error["latest"], "2026-12-23T09:00:00+08:00",
        "after the 30 days that a month's limit blocks"
    );
    let cause = error["cause"]["zh"].as_str().unwrap();
    assert!(
        cause.contains("11月24日 00:00") && cause.contains("12月23日 09:00"),
        "{cause}"
    );
    assert_eq!(error["raw"]["errcode"], 45009);

    house.wecom.world().refused.clear();
    house.post("/shares", Some(&session), &body).await.ok();
    let used = house.get("/images/uploads", &session).await.ok();
    assert_eq!(used["day"]["used"], 2, "what was refused does not count");
}

#[tokio::test]
async fn a_video_and_a_file_become_media_ids_once() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let video = bring(&house, &session, "video", "a.mp4", mp4()).await.ok();
    assert_eq!(video["mediaid"], "3media1");
    assert_eq!(video["expires_at"], "2026-11-26T09:00:00+08:00");
    let again = bring(&house, &session, "video", "b.mp4", mp4()).await.ok();
    assert_eq!(again["mediaid"], "3media1");
    let file = bring(&house, &session, "file", "价目表.pdf", mp4())
        .await
        .ok();
    assert_eq!(file["mediaid"], "3media2");
    bring(&house, &session, "file", "other.pdf", mp4())
        .await
        .ok();
    let world = house.wecom.world();
    let names: Vec<_> = world
        .media
        .iter()
        .map(|(kind, name, _)| (&**kind, &**name))
        .collect();
    assert_eq!(
        names,
        [
            ("video", "video.mp4"),
            ("file", "价目表.pdf"),
            ("file", "other.pdf")
        ]
    );
}

#[tokio::test]
async fn a_media_id_that_is_used_is_renewed_by_the_server_itself_before_it_ends() {
    let mut house = House::new().await;
    let session = house.zhangsan().await;
    bring(&house, &session, "video", "a.mp4", mp4()).await.ok();
    bring(&house, &session, "file", "nobody-uses.pdf", mp4())
        .await
        .ok();
    house.advance(SignedDuration::from_hours(1));
    share_media(&house, &session, "video", "3media1").await;
    assert_eq!(house.wecom.world().media.len(), 2);

    // The server looks at its start, and every ten minutes from then on.
    house.advance(SignedDuration::from_hours(66));
    house.restart().await;
    let renewed = async {
        while house.wecom.world().media.len() < 3 {
            tokio::task::yield_now().await;
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(20), renewed).await;
    waited.expect("it is renewed");
    let session = house.zhangsan().await;
    let shared = share_media(&house, &session, "video", "3media1").await;
    assert_eq!(shared, "3media3");
    let world = house.wecom.world();
    let kinds: Vec<_> = world.media.iter().map(|(kind, ..)| &**kind).collect();
    assert_eq!(
        kinds,
        ["video", "file", "video"],
        "what nobody used is let go"
    );
}

#[tokio::test]
async fn media_that_wecom_would_refuse_are_refused_here() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let text = b"not a film at all".to_vec();
    for (kind, bytes, status, code) in [
        ("video", text.clone(), 422, "media_not_mp4"),
        (
            "video",
            {
                let mut it = mp4();
                it.resize(10 * 1024 * 1024 + 1, 0);
                it
            },
            413,
            "media_too_large",
        ),
        (
            "file",
            vec![0; 20 * 1024 * 1024 + 1],
            413,
            "media_too_large",
        ),
        ("file", b"12345".to_vec(), 422, "media_too_small"),
        ("image", text, 400, "media_type_invalid"),
    ] {
        assert_eq!(
            bring(&house, &session, kind, "a", bytes).await.code(status),
            code
        );
    }
    assert!(house.wecom.world().media.is_empty());
}

#[tokio::test]
async fn an_old_media_id_in_a_draft_becomes_the_one_wecom_knows_today() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    bring(&house, &session, "video", "a.mp4", mp4()).await.ok();
    assert_eq!(
        share_media(&house, &session, "video", "3media1").await,
        "3media1"
    );

    house.advance(SignedDuration::from_hours(67));
    let session = house.zhangsan().await;
    assert_eq!(
        share_media(&house, &session, "video", "3media1").await,
        "3media2"
    );
    house.advance(SignedDuration::from_hours(24 * 30));
    let session = house.zhangsan().await;
    assert_eq!(
        share_media(&house, &session, "video", "3media2").await,
        "3media3"
    );
    assert_eq!(
        share_media(&house, &session, "video", "somebody-elses").await,
        "somebody-elses"
    );
}
