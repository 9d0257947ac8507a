use serde_json::{Value, json};

use crate::{
    house::{APPID, CHEN, CORP, House, OTHER_CORP, WANG, card, card_to, request},
    pictures::png,
};

/// The faults of a refused draft, as code and place.
async fn faults(house: &House, session: &str, body: &Value) -> Vec<(String, String)> {
    let error = house
        .post("/shares", Some(session), body)
        .await
        .refused(422);
    assert_eq!(error["code"], "draft_invalid", "{error:#}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let faults = error["faults"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| (text(&fault["code"]), text(&fault["place"])))
        .collect()
}

fn fault(code: &str, place: &str) -> (String, String) {
    (code.to_owned(), place.to_owned())
}

async fn listed(house: &House, session: &str) -> Vec<Value> {
    house.get("/shares", session).await.ok()["shares"]
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn a_card_to_customers_becomes_one_exact_call() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let answer = house.share(&session, &[WANG, CHEN]).await;
    assert_eq!(answer.status, 201);
    let plan = answer.ok();

    let token = plan["share"]["token"].as_str().unwrap();
    assert_eq!(plan["share"]["state"], "prepared");
    assert_eq!(plan["call"]["api"], "shareToExternalContact");
    assert_eq!(
        plan["call"]["args"],
        json!({
            "externalUserIds": [WANG, CHEN],
            "attachments": [{
                "msgtype": "miniprogram",
                "miniprogram": {
                    "appid": APPID,
                    "title": "山茶花手账本",
                    "imgUrl": "http://p.qpic.cn/pic_wework/1000/abc/0",
                    "page": format!("/pages/product/product.html?id=1&ws_t={token}"),
                },
            }],
        })
    );
    assert_eq!(
        plan["receivers"],
        json!({ "planned": [WANG, CHEN], "skipped": [] })
    );
}

#[tokio::test]
async fn a_plan_is_written_down_before_it_is_answered() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let plan = house.share(&session, &[WANG]).await.ok();

    let path = format!("/shares/{}", plan["share"]["id"].as_str().unwrap());
    let found = house.get(&path, &session).await.ok();
    assert_eq!(found["share"]["state"], "prepared");
    assert_eq!(found["share"]["api"], "shareToExternalContact");
    assert_eq!(
        found["receivers"],
        json!({ "planned": [WANG], "skipped": [] })
    );
    assert_eq!(found["history"][0]["event"], "prepared");
    assert_eq!(found["history"][0]["at"], "2026-11-23T09:00:00+08:00");
}

#[tokio::test]
async fn an_uploaded_picture_goes_out_under_its_link() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let image = house.upload(&session, "a.png", png(1)).await.ok();
    let attachment = json!({ "msgtype": "image", "image": { "id": image["id"] } });
    let body = request(json!({ "kind": "customers" }), json!([attachment]));
    let plan = house.post("/shares", Some(&session), &body).await.ok();

    let sent = &plan["call"]["args"]["attachments"][0];
    assert_eq!(
        *sent,
        json!({ "msgtype": "image", "image": { "imgUrl": image["url"] } })
    );
    assert_eq!(
        plan["receivers"]["planned"],
        Value::Null,
        "the member picks"
    );
}

#[tokio::test]
async fn a_picture_of_another_company_is_unknown() {
    let house = House::new().await;
    let theirs = house.session(OTHER_CORP, "zhangsan").await;
    let image = house.upload(&theirs, "a.png", png(1)).await.ok();

    let ours = house.zhangsan().await;
    let attachment = json!({ "msgtype": "image", "image": { "id": image["id"] } });
    let body = request(json!({ "kind": "customers" }), json!([attachment]));
    let found = faults(&house, &ours, &body).await;
    assert_eq!(found, [fault("image_unknown", "attachments[0].image.id")]);
}

#[tokio::test]
async fn a_card_to_a_group_takes_the_groups_call() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let body = request(
        json!({ "kind": "groups", "ids": ["wrNotebook"] }),
        json!([card()]),
    );
    let plan = house.post("/shares", Some(&session), &body).await.ok();
    assert_eq!(plan["call"]["api"], "shareToExternalChat");
    assert_eq!(plan["call"]["args"]["chatIds"], json!(["wrNotebook"]));
}

#[tokio::test]
async fn an_empty_draft_is_refused_and_nothing_is_stored() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let body = request(json!({ "kind": "customers" }), json!([]));
    let found = faults(&house, &session, &body).await;
    assert_eq!(found[0].0, "draft_empty");
    assert_eq!(listed(&house, &session).await, Vec::<Value>::new());
}

#[tokio::test]
async fn ten_attachments_are_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let body = request(
        json!({ "kind": "customers" }),
        Value::from(vec![card(); 10]),
    );
    let found = faults(&house, &session, &body).await;
    assert_eq!(found, [fault("too_many_attachments", "attachments")]);
}

#[tokio::test]
async fn a_title_of_65_bytes_is_refused_and_one_of_64_is_not() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    // 21 characters of 3 bytes, and 1 or 2 of one byte.
    for (tail, good) in [("a", true), ("ab", false)] {
        let mut long = card();
        long["miniprogram"]["title"] = format!("{}{tail}", "花".repeat(21)).into();
        let body = request(json!({ "kind": "customers" }), json!([long]));
        if good {
            house.post("/shares", Some(&session), &body).await.ok();
        } else {
            let found = faults(&house, &session, &body).await;
            assert_eq!(
                found,
                [fault("title_too_long", "attachments[0].miniprogram.title")]
            );
        }
    }
}

#[tokio::test]
async fn an_empty_page_is_refused() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut empty = card();
    empty["miniprogram"]["page"] = "".into();
    let body = request(json!({ "kind": "customers" }), json!([empty]));
    let found = faults(&house, &session, &body).await;
    assert_eq!(
        found,
        [fault("page_empty", "attachments[0].miniprogram.page")]
    );
}

#[tokio::test]
async fn an_unknown_customer_is_refused_with_its_place() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let found = faults(&house, &session, &card_to(&[WANG, "wmNobody"])).await;
    assert_eq!(found, [fault("unknown_customer", "target.ids[1]")]);
    assert_eq!(listed(&house, &session).await, Vec::<Value>::new());
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut bad = card();
    bad["miniprogram"]["page"] = "".into();
    bad["miniprogram"]["title"] = "花".repeat(30).into();
    let body = request(
        json!({ "kind": "customers", "ids": ["wmNobody"] }),
        json!([bad]),
    );
    let found = faults(&house, &session, &body).await;
    let codes: Vec<_> = found.iter().map(|(code, _)| code.as_str()).collect();
    for code in ["unknown_customer", "title_too_long", "page_empty"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[tokio::test]
async fn half_an_emoji_is_a_fault_with_a_place() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let body = card_to(&[WANG])
        .to_string()
        .replace("山茶花手账本", "\\ud83d");
    let error = house
        .post_text("/shares", Some(&session), body)
        .await
        .refused(422);
    assert_eq!(
        error["faults"][0]["place"], "attachments[0].miniprogram.title",
        "{error:#}"
    );
}

#[tokio::test]
async fn a_member_without_customer_contact_is_told_who_can_mend_it() {
    let house = House::new().await;
    let session = house.session(CORP, "lisi").await;
    let body = request(json!({ "kind": "customers" }), json!([card()]));
    let error = house
        .post("/shares", Some(&session), &body)
        .await
        .refused(403);

    assert_eq!(error["code"], "member_without_customer_contact");
    assert!(
        error["page"]["zh"].as_str().unwrap().contains("客户联系"),
        "{error:#}"
    );
    let path = format!("/shares/{}", error["share"]["id"].as_str().unwrap());
    let kept = house.get(&path, &session).await.ok();
    assert_eq!(kept["share"]["state"], "refused");
    assert_eq!(
        kept["share"]["refusal"]["code"],
        "member_without_customer_contact"
    );
}

#[tokio::test]
async fn an_app_without_the_right_is_told_apart_from_a_member_without() {
    let house = House::new().await;
    house
        .wecom
        .world()
        .refused
        .insert("get_follow_user_list", 48002);
    let session = house.zhangsan().await;
    let error = house.share(&session, &[WANG]).await.refused(403);
    assert_eq!(error["code"], "app_not_allowed");
}

#[tokio::test]
async fn a_client_without_the_call_is_told_so() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut body = card_to(&[WANG]);
    body["host"]["environment"] = "weixin".into();
    let error = house
        .post("/shares", Some(&session), &body)
        .await
        .refused(422);
    assert_eq!(error["code"], "client_not_supported");
}

#[tokio::test]
async fn the_undocumented_call_is_taken_only_where_it_exists() {
    let house = House::new().await;
    let session = house.zhangsan().await;
    let mut body = card_to(&[WANG]);
    body["draft"]["ex"] = true.into();
    let plan = house.post("/shares", Some(&session), &body).await.ok();
    assert_eq!(plan["call"]["api"], "shareToExternalContact");
    assert_eq!(plan["route"]["passed_over"][0]["api"], "shareAppMessageEx");
    assert_eq!(plan["route"]["passed_over"][0]["code"], "api_absent");

    body["host"]["apis"] = json!(["shareToExternalContact", "shareAppMessageEx"]);
    let plan = house.post("/shares", Some(&session), &body).await.ok();
    assert_eq!(plan["call"]["api"], "shareAppMessageEx");
}
