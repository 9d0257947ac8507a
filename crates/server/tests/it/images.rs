use std::sync::Arc;

use crate::{
    house::{CORP, House, OTHER_CORP},
    pictures::{bomb, png, png_header},
};

#[tokio::test]
async fn a_picture_is_sent_to_wecom_and_kept() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let answer = house.upload(&session, "poster.jpg", png(1)).await.ok();

    assert_eq!(answer["format"], "png", "by content, not by name");
    assert_eq!(
        (answer["width"].as_u64(), answer["height"].as_u64()),
        (Some(20), Some(16))
    );
    assert_eq!(answer["bytes"], png(1).len());
    assert_eq!(answer["reused"], false);
    assert!(
        answer["url"]
            .as_str()
            .unwrap()
            .starts_with("http://p.qpic.cn/pic_wework/")
    );
    let id = answer["id"].as_str().unwrap();
    assert!(id.starts_with("img_") && id.len() == 68, "{id}");
    assert_eq!(house.wecom.world().uploads.len(), 1);
    assert!(
        house.wecom.world().pictures[0].starts_with(&[0xFF, 0xD8, 0xFF]),
        "made anew, as a JPEG"
    );
    assert_eq!(house.pictures(), 2, "the picture and what was made of it");
}

#[tokio::test]
async fn the_same_picture_twice_is_sent_once() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let first = house.upload(&session, "a.png", png(1)).await.ok();
    let second = house.upload(&session, "b.png", png(1)).await.ok();

    assert_eq!(first["url"], second["url"]);
    assert_eq!(second["reused"], true);
    house.upload(&session, "c.png", png(2)).await.ok();
    assert_eq!(
        house.wecom.world().uploads.len(),
        2,
        "another picture is another upload"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_at_once_with_the_same_picture_are_one_upload() {
    let house = Arc::new(House::new().await);
    let session = house.zhangsan().await;
    let mut uploads = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (house, session) = (house.clone(), session.clone());
        uploads.spawn(async move { house.upload(&session, "a.png", png(1)).await.ok() });
    }
    let answers = uploads.join_all().await;

    assert_eq!(house.wecom.world().uploads.len(), 1);
    assert!(
        answers
            .iter()
            .all(|answer| answer["url"] == answers[0]["url"])
    );
    let sent = answers
        .iter()
        .filter(|answer| answer["reused"] == false)
        .count();
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn a_known_picture_is_not_sent_again_after_a_restart() {
    let mut house = House::new().await;
    let session = house.zhangsan().await;
    let first = house.upload(&session, "a.png", png(1)).await.ok();
    house.restart().await;

    let second = house.upload(&session, "a.png", png(1)).await.ok();
    assert_eq!(first["url"], second["url"]);
    assert_eq!(house.wecom.world().uploads.len(), 1);
}

#[tokio::test]
async fn each_company_sends_its_own_picture() {
    let house = House::new().await;
    let ours = house.zhangsan().await;
    let theirs = house.session(OTHER_CORP, "zhangsan").await;
    house.upload(&ours, "a.png", png(1)).await.ok();
    let answer = house.upload(&theirs, "a.png", png(1)).await.ok();

    assert_eq!(answer["reused"], false);
    assert_eq!(house.wecom.world().uploads.len(), 2);
}

#[tokio::test]
async fn a_text_named_jpg_is_refused_and_nothing_is_stored() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let text = b"Dear Sir or Madam, this is not a picture.".to_vec();
    let refused = house.upload(&session, "letter.jpg", text).await;

    assert_eq!(refused.code(400), "image_not_recognised");
    assert_eq!(
        (house.pictures(), house.wecom.world().uploads.len()),
        (0, 0)
    );
}

#[tokio::test]
async fn fifty_megabytes_are_refused_and_nothing_is_stored() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let refused = house
        .upload(&session, "large.png", vec![0; 50 * 1024 * 1024])
        .await;

    assert_eq!(refused.code(413), "upload_too_large");
    assert_eq!(
        (house.pictures(), house.wecom.world().uploads.len()),
        (0, 0)
    );
}

#[tokio::test]
async fn a_header_of_30000_by_30000_pixels_is_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let refused = house
        .upload(&session, "huge.png", png_header(30_000, 30_000))
        .await;

    assert_eq!(refused.code(422), "image_too_many_pixels");
    assert_eq!(
        (house.pictures(), house.wecom.world().uploads.len()),
        (0, 0)
    );
}

#[tokio::test]
async fn a_picture_over_two_megabytes_is_made_to_fit() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut large = png(1);
    large.resize(2 * 1024 * 1024 + 1, 0);
    let answer = house.upload(&session, "large.png", large).await.ok();
    assert_eq!(answer["bytes"], png(1).len(), "what follows it is left out");
    assert!(house.wecom.world().uploads[0] <= 2 * 1024 * 1024);
}

#[tokio::test]
async fn where_a_picture_was_taken_is_not_kept() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut told = png(1);
    let text = b"\0\0\0\x0ctEXtWhere\0GPS 31....";
    told.splice(33..33, text.iter().copied());
    let answer = house.upload(&session, "a.png", told).await.ok();
    let plain = house.upload(&session, "b.png", png(1)).await.ok();
    assert_eq!(
        answer["id"], plain["id"],
        "the file that is kept is the plain one"
    );
    assert_eq!(plain["reused"], true);
}

#[tokio::test]
async fn what_an_iphone_takes_by_itself_is_refused_by_name_with_a_remedy() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(5000, 0);
    let error = house.upload(&session, "a.jpg", heic).await.refused(422);
    assert_eq!(error["code"], "image_format_not_accepted");
    assert!(error["cause"]["zh"].as_str().unwrap().contains("HEIC"));
    assert!(
        error["remedy"]["zh"]
            .as_str()
            .unwrap()
            .contains("兼容性最佳")
    );
}

#[tokio::test]
async fn a_picture_that_alone_needs_more_than_the_memory_is_refused_by_its_header() {
    let house = House::with("[images]\nmemory_mib = 1\n").await;
    let session = house.zhangsan().await;
    let refused = house
        .upload(&session, "a.png", crate::pictures::picture(3000, 3000))
        .await;
    assert_eq!(refused.code(422), "image_too_much_memory");
    assert_eq!(house.pictures(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_wait_for_memory_and_all_come_through() {
    let house = Arc::new(House::with("[images]\nmemory_mib = 12\n").await);
    let session = house.zhangsan().await;
    let mut uploads = tokio::task::JoinSet::new();
    for extra in 0..8 {
        let (house, session) = (house.clone(), session.clone());
        uploads.spawn(async move {
            let file = crate::pictures::picture(800 + extra, 600);
            house.upload(&session, "a.png", file).await.ok()
        });
    }
    assert_eq!(uploads.join_all().await.len(), 8);
}

/// On one thread: whatever is not done elsewhere keeps everybody waiting.
#[tokio::test]
async fn everybody_else_is_answered_while_bombs_are_decoded() {
    let house = Arc::new(House::new().await);
    let session = house.zhangsan().await;
    let mut uploads = tokio::task::JoinSet::new();
    for number in 0..4 {
        let (house, session) = (house.clone(), session.clone());
        uploads.spawn(async move { house.upload(&session, "a.png", bomb(number)).await.ok() });
    }
    let mut answered = 0;
    loop {
        tokio::select! {
            done = uploads.join_next() => match done {
                Some(bomb) => assert_eq!(bomb.unwrap()["width"], 7000),
                None => break,
            },
            used = house.get("/images/uploads", &session) => {
                used.ok();
                answered += 1;
            }
        }
    }
    // Some forty come through between the bombs even when they are in the way.
    assert!(answered > 200, "{answered} answers");
}

#[tokio::test]
async fn telephones_that_stall_while_they_upload_keep_nobody_waiting() {
    use tokio::io::AsyncWriteExt;

    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut stalled = Vec::new();
    for _ in 0..20 {
        let mut telephone = tokio::net::TcpStream::connect(house.address())
            .await
            .unwrap();
        let head = format!(
            "POST /api/v1/images HTTP/1.1\r\nhost: share\r\nauthorization: Bearer {session}\r\n\
             content-type: multipart/form-data; boundary=b\r\ncontent-length: 3000000\r\n\r\n--b\r\n"
        );
        telephone.write_all(head.as_bytes()).await.unwrap();
        stalled.push(telephone);
    }
    let uploading = house.upload(&session, "a.png", png(1));
    let uploaded = tokio::time::timeout(std::time::Duration::from_secs(20), uploading).await;
    uploaded.expect("it is not kept waiting").ok();
}

#[tokio::test]
async fn an_empty_file_is_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let refused = house.upload(&session, "empty.png", Vec::new()).await;
    assert_eq!(refused.code(400), "image_not_recognised");
}

#[tokio::test]
async fn a_form_without_a_file_is_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let form = reqwest::multipart::Form::new().text("name", "value");
    let request = house.request(reqwest::Method::POST, "/images", Some(&session));
    let refused = crate::house::answer(request.multipart(form)).await;
    assert_eq!(refused.code(400), "upload_missing");

    let refused = house
        .post("/images", Some(&session), &serde_json::json!({}))
        .await;
    assert_eq!(refused.code(400), "upload_unreadable");
}

#[tokio::test]
async fn wecoms_refusal_of_a_picture_is_told_and_can_be_tried_again() {
    let house = House::new().await;
    let session = house.session(CORP, "zhangsan").await;
    house.wecom.world().refused.insert("uploadimg", 40123);
    let error = house.upload(&session, "a.png", png(1)).await.refused(502);
    assert_eq!(error["code"], "wecom_refused");
    assert_eq!(error["raw"]["errcode"], 40123);

    house.wecom.world().refused.clear();
    let answer = house.upload(&session, "a.png", png(1)).await.ok();
    assert!(answer["url"].is_string());
    let used = house.get("/images/uploads", &session).await.ok();
    assert_eq!(used["day"]["used"], 1, "what was refused does not count");
}

#[tokio::test]
async fn who_uploads_is_told_that_wecom_is_silent_before_their_time_is_up() {
    let house = House::with("[limits]\nrequest_seconds = 2\n").await;
    let session = house.zhangsan().await;
    house.wecom.world().silent.insert("uploadimg");
    let refused = house.upload(&session, "a.png", png(1)).await;
    assert_eq!(refused.code(502), "wecom_unknown");
}
