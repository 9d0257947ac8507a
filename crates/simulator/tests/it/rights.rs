//! The gates in front of a share call, in their order (client-api.md §1, §8.2).

use serde_json::{Value, json};

use crate::bench::{APPID, Bench, card, text};

const SHARES: [&str; 3] = [
    "shareToExternalContact",
    "shareToExternalChat",
    "shareAppMessageEx",
];

async fn why(bench: &Bench) -> String {
    let event = bench.last_event("wx.qy.answer").await;
    event["detail"]["why"]["zh"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn without_a_session_nothing_can_be_shared() {
    let bench = Bench::demo().await;
    bench.code().await;
    for api in SHARES {
        assert_eq!(bench.said(api, text("好")).await, "fail no permission");
        assert!(why(&bench).await.contains("登录态"));
        assert!(why(&bench).await.contains("推断"));
    }
}

#[tokio::test]
async fn a_member_without_customer_contact_has_no_permission() {
    let bench = Bench::demo().await;
    bench.phone(json!({"member": "lisi"})).await;
    bench.log_in().await;
    for api in SHARES {
        let answer = bench.qy(api, text("好")).await;
        assert_eq!(answer["outcome"], "fail");
        assert_eq!(
            answer["answer"]["errMsg"],
            format!("qy.{api}:fail no permission")
        );
        assert!(why(&bench).await.contains("使用范围"));
    }
}

#[tokio::test]
async fn an_app_without_the_right_has_no_permission() {
    let bench = Bench::demo_with("customer_contact = true  ", "customer_contact = false  ").await;
    bench.log_in().await;
    for api in SHARES {
        assert_eq!(bench.said(api, text("好")).await, "fail no permission");
        assert!(why(&bench).await.contains("可调用接口的应用"));
    }
}

#[tokio::test]
async fn the_visible_range_is_looked_at_before_the_members_right() {
    let bench = Bench::demo_with(r#"visible = ["zhangsan", "lisi"]"#, "visible = []").await;
    bench.phone(json!({"member": "lisi"})).await;
    bench.log_in().await;
    assert_eq!(
        bench.said("shareToExternalContact", text("好")).await,
        "fail no permission"
    );
    assert!(why(&bench).await.contains("可见范围"));
    assert_eq!(
        bench.said("getContext", json!({})).await,
        "fail user not in allow list"
    );
}

#[tokio::test]
async fn rights_are_looked_at_before_parameters() {
    let bench = Bench::demo().await;
    bench.phone(json!({"member": "lisi"})).await;
    bench.log_in().await;
    let wrong = json!({"attachments": [{"msgtype": "image"}]});
    assert_eq!(
        bench.said("shareToExternalContact", wrong.clone()).await,
        "fail no permission"
    );
    bench.phone(json!({"member": "zhangsan"})).await;
    bench.log_in().await;
    assert_eq!(
        bench.said("shareToExternalContact", wrong).await,
        "fail invalid msg"
    );
}

#[tokio::test]
async fn parameters_that_cannot_be_sent_fail_before_any_screen() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let one = |attachment: Value| json!({"attachments": [attachment]});
    let ten: Vec<Value> = (0..10)
        .map(|_| json!({"msgtype": "image", "image": {"mediaid": "m"}}))
        .collect();
    for (params, words) in [
        (json!({"attachments": ten}), "fail invalid attachments size"),
        (text(&"字".repeat(4001)), "fail invalid text size"),
        (
            one(json!({"msgtype": "song", "song": {}})),
            "fail invalid attachments msgtype",
        ),
        (
            one(json!({"msgtype": "image", "image": {}})),
            "fail invalid msg",
        ),
        (
            one(json!({"msgtype": "video", "video": {}})),
            "fail invalid msg",
        ),
        (
            one(json!({"msgtype": "miniprogram", "miniprogram": {"appid": APPID, "title": "t"}})),
            "fail invalid msg",
        ),
        (
            one(json!({"msgtype": "miniprogram", "miniprogram": {
                "appid": "wx0", "title": "t", "imgUrl": "https://a/b", "page": "/a.html",
            }})),
            "fail invalid miniprogram info",
        ),
        (json!({}), "fail missing arguments"),
    ] {
        assert_eq!(
            bench.said("shareToExternalContact", params.clone()).await,
            words,
            "{params}"
        );
        assert!(why(&bench).await.contains("推断"), "{params}");
    }
}

#[tokio::test]
async fn four_thousand_characters_and_nine_attachments_are_allowed() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let nine: Vec<Value> = (0..9)
        .map(|_| json!({"msgtype": "image", "image": {"mediaid": "m"}}))
        .collect();
    let params = json!({"text": {"content": "字".repeat(4000)}, "attachments": nine});
    let screen = bench.screen("shareToExternalContact", params).await;
    assert_eq!(screen["attachments"].as_array().unwrap().len(), 9);
}

#[tokio::test]
async fn the_chat_calls_need_an_entry_with_a_chat() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let words = "fail without context of external contact";
    for api in ["getCurExternalContact", "getCurExternalChat"] {
        assert_eq!(bench.said(api, json!({})).await, words);
    }
    let chat = crate::bench::CHEN;
    bench
        .phone(json!({"entry": "single_chat_tools", "chat": chat}))
        .await;
    let answer = bench.qy("getCurExternalContact", json!({})).await;
    assert_eq!(answer["answer"]["userId"], chat);
    assert_eq!(bench.said("getCurExternalChat", json!({})).await, words);
    bench
        .phone(json!({"entry": "group_chat_tools", "chat": crate::bench::NOTEBOOK}))
        .await;
    let answer = bench.qy("getCurExternalChat", json!({})).await;
    assert_eq!(answer["answer"]["chatId"], crate::bench::NOTEBOOK);
    assert_eq!(bench.said("getCurExternalContact", json!({})).await, words);
}

#[tokio::test]
async fn what_does_not_exist_on_the_phone_cannot_be_called() {
    let bench = Bench::demo().await;
    let names = bench.get("/sim/v1/qy").await["names"].clone();
    assert!(
        names
            .as_array()
            .unwrap()
            .contains(&json!("shareAppMessageEx"))
    );
    let state = bench.phone(json!({"ex": false})).await;
    assert_eq!(state["phone"]["ex"], false);
    let names = bench.get("/sim/v1/qy").await["names"].clone();
    assert!(
        !names
            .as_array()
            .unwrap()
            .contains(&json!("shareAppMessageEx"))
    );
    for api in ["shareAppMessageEx", "sendChatMessage", "nothing"] {
        let answer = bench.qy(api, json!({})).await;
        assert_eq!(answer["error"]["code"], "function_does_not_exist", "{api}");
    }
}

#[tokio::test]
async fn old_clients_lack_what_came_later() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench.phone(json!({"version": "3.1.5"})).await;
    let answer = bench
        .qy("shareToExternalContact", card("/pages/a.html"))
        .await;
    assert_eq!(
        answer["answer"]["errMsg"],
        "shareToExternalContact:function_not_exist"
    );
    let flat = json!({"appid": APPID, "title": "t", "imgUrl": "/images/a.jpg", "page": "/pages/product/product.html"});
    let screen = bench.screen("shareToExternalContact", flat).await;
    assert_eq!(
        screen["attachments"][0]["miniprogram"]["cover"],
        "/sim/v1/app/file/images/a.jpg"
    );
    bench.phone(json!({"version": "2.8.6"})).await;
    let names = bench.get("/sim/v1/qy").await["names"].clone();
    assert!(
        !names
            .as_array()
            .unwrap()
            .contains(&json!("shareToExternalContact"))
    );
}

#[tokio::test]
async fn a_mac_takes_the_old_form_only() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench.phone(json!({"platform": "mac"})).await;
    let answer = bench.qy("shareToExternalContact", text("好")).await;
    assert_eq!(answer["outcome"], "fail");
    assert_eq!(
        answer["answer"]["errMsg"],
        "shareToExternalContact:function_not_exist"
    );
}
