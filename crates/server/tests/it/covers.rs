//! Covers and pictures of shares: made for the place they go to, at addresses
//! that others reach and nobody guesses.

use serde_json::{Value, json};
use wecom_share_image::{Bounds, Recipe, render};

use crate::{
    house::{House, PUBLIC, WANG, request},
    pictures::picture,
};

fn card(cover: Value, crop: Option<&str>) -> Value {
    let mut card =
        json!({ "title": "山茶花手账本", "page": "pages/product/product?id=1", "cover": cover });
    if let Some(crop) = crop {
        card["crop"] = crop.into();
    }
    json!({ "msgtype": "miniprogram", "miniprogram": card })
}

fn to_wang(attachments: Value) -> Value {
    request(json!({ "kind": "customers", "ids": [WANG] }), attachments)
}

/// The id of a new picture.
async fn brought(house: &House, session: &str, (width, height): (u32, u32)) -> Value {
    let picture = picture(width, height);
    let answer = house.upload(session, "a.png", picture).await.ok();
    answer["id"].clone()
}

async fn share(house: &House, session: &str, body: &Value) -> Value {
    house.post("/shares", Some(session), body).await.ok()
}

fn attachment(plan: &Value, index: usize) -> &Value {
    let attachment = &plan["call"]["args"]["attachments"][index];
    &attachment[attachment["msgtype"].as_str().unwrap()]
}

async fn size(response: reqwest::Response) -> (u32, u32) {
    let bytes = response.bytes().await.unwrap();
    let made = render(&bytes, &Recipe::moments(), &Bounds::DEFAULT).unwrap();
    (made.source.width, made.source.height)
}

#[tokio::test]
async fn a_cover_is_cut_to_5_by_4_and_shown_by_this_server_without_an_upload() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    let id = brought(&house, &session, (900, 1600)).await;
    let plan = share(
        &house,
        &session,
        &to_wang(json!([card(json!({ "id": id }), None)])),
    )
    .await;

    let url = attachment(&plan, 0)["imgUrl"].as_str().unwrap();
    assert!(url.starts_with(&format!("{PUBLIC}/i/")), "{url}");
    assert!(
        !url.contains(id.as_str().unwrap().trim_start_matches("img_")),
        "{url}"
    );
    let response = house.shown(url, &[]).await;
    assert_eq!(response.headers()["content-type"], "image/jpeg");
    assert_eq!(size(response).await, (520, 416));
    assert!(house.wecom.world().uploads.is_empty(), "nothing was spent");
}

#[tokio::test]
async fn the_part_of_a_cover_is_what_the_draft_asks_for() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    let id = brought(&house, &session, (900, 1600)).await;
    let mut urls = Vec::new();
    for crop in ["centre", "pad", "0.5,0", "0.5,1"] {
        let draft = to_wang(json!([card(json!({ "id": id }), Some(crop))]));
        let plan = share(&house, &session, &draft).await;
        urls.push(attachment(&plan, 0)["imgUrl"].as_str().unwrap().to_owned());
    }
    let mut covers = Vec::new();
    for url in &urls {
        covers.push(house.shown(url, &[]).await.bytes().await.unwrap());
    }
    for (index, cover) in covers.iter().enumerate() {
        assert!(!covers[..index].contains(cover), "{index}");
    }
    let draft = to_wang(json!([card(json!({ "id": id }), Some("left"))]));
    let error = house
        .post("/shares", Some(&session), &draft)
        .await
        .refused(422);
    assert_eq!(
        error["faults"][0]["place"],
        "attachments[0].miniprogram.crop"
    );
}

#[tokio::test]
async fn a_picture_of_a_message_is_sent_to_wecom_once_and_only_when_it_is_planned() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    let answer = house
        .upload(&session, "a.png", picture(3000, 2000))
        .await
        .ok();
    assert!(answer["url"].as_str().unwrap().starts_with(PUBLIC));
    let image = json!([{ "msgtype": "image", "image": { "id": answer["id"] } }]);

    let nobody = request(
        json!({ "kind": "customers", "ids": ["wmStranger"] }),
        image.clone(),
    );
    house
        .post("/shares", Some(&session), &nobody)
        .await
        .refused(422);
    assert!(
        house.wecom.world().uploads.is_empty(),
        "a refused draft spends nothing"
    );

    let first = share(&house, &session, &to_wang(image)).await;
    // The address the upload was answered with means the same picture.
    let by_url = json!([{ "msgtype": "image", "image": { "url": answer["url"] } }]);
    let second = share(&house, &session, &to_wang(by_url)).await;
    let url = attachment(&first, 0)["imgUrl"].as_str().unwrap();
    assert!(url.starts_with("http://p.qpic.cn/pic_wework/"), "{url}");
    assert_eq!(attachment(&second, 0)["imgUrl"], url);
    let world = house.wecom.world();
    assert_eq!(world.uploads.len(), 1);
    assert!(world.uploads[0] <= 2 * 1024 * 1024);
}

#[tokio::test]
async fn a_picture_for_the_current_chat_becomes_a_media_id() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    let id = brought(&house, &session, (300, 200)).await;
    let mut body = request(
        json!({ "kind": "chat" }),
        json!([{ "msgtype": "image", "image": { "id": id } }]),
    );
    body["host"]["apis"] = json!(["sendChatMessage"]);
    body["host"]["entry"] = json!("single_chat_tools");
    let plan = share(&house, &session, &body).await;
    assert_eq!(plan["call"]["args"]["image"]["mediaid"], "3media1");
    assert!(house.wecom.world().uploads.is_empty());
}

#[tokio::test]
async fn without_a_public_address_covers_go_through_wecom() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let id = brought(&house, &session, (900, 1600)).await;
    let plan = share(
        &house,
        &session,
        &to_wang(json!([card(json!({ "id": id }), None)])),
    )
    .await;
    let url = attachment(&plan, 0)["imgUrl"].as_str().unwrap();
    assert!(url.starts_with("http://p.qpic.cn/"), "{url}");
}

#[tokio::test]
async fn a_picture_whose_file_is_lost_is_made_again_or_can_be_brought_again_at_once() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    let id = brought(&house, &session, (900, 1600)).await;
    let source = id.as_str().unwrap().trim_start_matches("img_").to_owned();

    house.lose_pictures_but(&source);
    let image = to_wang(json!([{ "msgtype": "image", "image": { "id": id } }]));
    let plan = share(&house, &session, &image).await;
    assert!(attachment(&plan, 0)["imgUrl"].is_string());

    house.lose_pictures_but("none");
    let cover = to_wang(json!([card(json!({ "id": id }), None)]));
    let lost = house.post("/shares", Some(&session), &cover).await;
    assert_eq!(lost.code(409), "image_lost");
    // As its remedy says.
    assert_eq!(brought(&house, &session, (900, 1600)).await, id);
    let plan = share(&house, &session, &cover).await;
    let url = attachment(&plan, 0)["imgUrl"].as_str().unwrap();
    assert_eq!(house.shown(url, &[]).await.status(), 200);
}

#[tokio::test]
async fn another_companys_picture_and_address_are_unknown() {
    let house = House::public().await;
    let theirs = house.session(crate::house::OTHER_CORP, "zhangsan").await;
    let answer = house.upload(&theirs, "a.png", picture(300, 200)).await.ok();
    let ours = house.zhangsan().await;
    let body = to_wang(json!([card(json!({ "id": answer["id"] }), None)]));
    let error = house.post("/shares", Some(&ours), &body).await.refused(422);
    assert_eq!(error["faults"][0]["code"], "image_unknown");
}

#[tokio::test]
async fn a_shown_picture_is_cached_continued_and_never_sniffed() {
    let house = House::public().await;
    let session = house.zhangsan().await;
    let url = house
        .upload(&session, "a.png", picture(300, 200))
        .await
        .ok()["url"]
        .clone();
    let url = url.as_str().unwrap();
    let whole = house.shown(url, &[]).await;
    assert_eq!(whole.headers()["x-content-type-options"], "nosniff");
    let cached = whole.headers()["cache-control"].to_str().unwrap();
    assert!(
        cached.contains("immutable") && cached.contains("public"),
        "{cached}"
    );
    let tag = whole.headers()["etag"].to_str().unwrap().to_owned();
    let bytes = whole.bytes().await.unwrap();

    let unchanged = house.shown(url, &[("if-none-match", &tag)]).await;
    assert_eq!(unchanged.status(), 304);
    let part = house.shown(url, &[("range", "bytes=10-19")]).await;
    assert_eq!(part.status(), 206);
    assert_eq!(
        part.headers()["content-range"],
        format!("bytes 10-19/{}", bytes.len()).as_str()
    );
    assert_eq!(part.bytes().await.unwrap(), bytes.slice(10..20));
    let end = house
        .shown(url, &[("range", "bytes=-5"), ("if-range", &tag)])
        .await;
    assert_eq!(end.bytes().await.unwrap(), bytes.slice(bytes.len() - 5..));
    let other = house
        .shown(url, &[("range", "bytes=0-1"), ("if-range", "\"old\"")])
        .await;
    assert_eq!(
        (other.status().as_u16(), other.bytes().await.unwrap()),
        (200, bytes.clone())
    );
    let beyond = house.shown(url, &[("range", "bytes=99999999-")]).await;
    assert_eq!(beyond.status(), 416);
    // More than there is from the end is all of it; several ranges, or what is no
    // range, are answered with the whole.
    let all = house.shown(url, &[("range", "bytes=-99999999")]).await;
    assert_eq!(all.bytes().await.unwrap(), bytes);
    for odd in ["bytes=0-1,4-5", "lines=1-2", "bytes=x-"] {
        let whole = house.shown(url, &[("range", odd)]).await;
        assert_eq!(whole.status(), 200, "{odd}");
        assert_eq!(whole.bytes().await.unwrap(), bytes, "{odd}");
    }
    let path = url.strip_prefix(PUBLIC).unwrap();
    let head = house
        .request(reqwest::Method::HEAD, &format!("/../..{path}"), None)
        .send()
        .await
        .unwrap();
    assert_eq!(head.headers()["content-length"], bytes.len().to_string());
    assert_eq!(head.headers()["content-type"], "image/jpeg");
    assert!(head.bytes().await.unwrap().is_empty());
    for unknown in [
        "AAAAAAAAAAAAAAAAAAAAAA.jpg",
        "short.jpg",
        "..%2f..%2fwecom-share.db",
    ] {
        let missing = house.shown(&format!("{PUBLIC}/i/{unknown}"), &[]).await;
        assert_eq!(missing.status(), 404, "{unknown}");
    }
}
