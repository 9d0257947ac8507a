//! What the member sees and decides (client-api.md §2.1, §2.2, §2.5, §2.7).

use serde_json::json;

use crate::bench::{Bench, CHEN, JPG, NOTEBOOK, WANG, card, text};

#[tokio::test]
async fn a_share_opens_the_helper_and_arrives_when_it_is_confirmed() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let picture = bench.upload("media/uploadimg", "", "media", JPG).await["url"].clone();
    let params = json!({
        "text": {"content": "看看这个"},
        "attachments": [{"msgtype": "image", "image": {"imgUrl": picture}}],
    });
    let screen = bench.screen("shareToExternalContact", params).await;
    assert_eq!(screen["kind"], "mass-send-helper");
    assert_eq!(screen["text"], "看看这个");
    assert_eq!(screen["attachments"][0]["image"]["src"], picture);
    assert_eq!(screen["receivers"]["candidates"][0]["name"], "王小姐");
    assert_eq!(screen["receivers"]["locked"], false);
    assert!(bench.messages(WANG).await.is_empty());

    let answer = bench
        .decide(&screen, json!({"decision": "send", "receivers": [WANG]}))
        .await;
    assert_eq!(answer["outcome"], "success");
    assert_eq!(answer["answer"]["errMsg"], "qy.shareToExternalContact:ok");
    let messages = bench.messages(WANG).await;
    assert_eq!(messages[0]["text"], "看看这个");
    assert_eq!(messages[0]["from"]["name"], "张三");
    assert_eq!(messages[1]["image"]["src"], picture);
    assert!(messages[1]["note"].is_null());
    assert!(bench.messages(CHEN).await.is_empty());
}

#[tokio::test]
async fn backing_out_is_told_apart_from_failing_and_sends_nothing() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    for api in [
        "shareToExternalContact",
        "shareToExternalChat",
        "shareAppMessageEx",
    ] {
        let screen = bench.screen(api, text("好")).await;
        let answer = bench.decide(&screen, json!({"decision": "cancel"})).await;
        assert_eq!(answer["outcome"], "fail");
        assert_eq!(answer["answer"]["errMsg"], format!("{api}:cancel"));
    }
    assert!(bench.messages(WANG).await.is_empty());
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    assert_eq!(bench.messages(WANG).await.len(), 1);
}

#[tokio::test]
async fn preset_receivers_are_fixed_unless_the_world_says_otherwise() {
    let params = json!({"text": {"content": "好"}, "externalUserIds": [CHEN]});
    let bench = Bench::demo().await;
    bench.log_in().await;
    let screen = bench.screen("shareToExternalContact", params.clone()).await;
    assert_eq!(screen["receivers"]["preset"], json!([CHEN]));
    assert_eq!(screen["receivers"]["locked"], true);
    let other = json!({"decision": "send", "receivers": [WANG]});
    let answer = bench.decide(&screen, other.clone()).await;
    assert_eq!(answer["error"]["code"], "receivers_fixed");
    let answer = bench.decide(&screen, json!({"decision": "send"})).await;
    assert_eq!(answer["outcome"], "success");
    assert_eq!(bench.messages(CHEN).await.len(), 1);

    let bench = Bench::unknown(r#"preset = "editable""#).await;
    bench.log_in().await;
    let screen = bench.screen("shareToExternalContact", params).await;
    assert_eq!(bench.decide(&screen, other).await["outcome"], "success");
    assert_eq!(bench.messages(WANG).await.len(), 1);
}

#[tokio::test]
async fn preset_receivers_are_unknown_to_clients_before_4_1_10_and_on_mac() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench.phone(json!({"version": "4.1.9"})).await;
    let params = json!({"text": {"content": "好"}, "externalUserIds": [CHEN]});
    let screen = bench.screen("shareToExternalContact", params).await;
    assert!(screen["receivers"]["preset"].is_null());
    let event = bench.last_event("screen").await;
    assert!(event["title"]["zh"].as_str().unwrap().contains("4.1.10"));
}

#[tokio::test]
async fn receivers_who_are_not_the_members_are_left_out_and_told_as_unknown() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let params = json!({"text": {"content": "好"}, "externalUserIds": ["wmStranger", CHEN]});
    let screen = bench.screen("shareToExternalContact", params).await;
    assert_eq!(screen["receivers"]["preset"], json!([CHEN]));
    let event = bench.last_event("screen").await;
    assert!(event["title"]["zh"].as_str().unwrap().contains("未知"));
}

#[tokio::test]
async fn a_screen_is_decided_once_and_needs_receivers_from_its_list() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let screen = bench.screen("shareToExternalContact", text("好")).await;
    let code = async |decision| bench.decide(&screen, decision).await["error"]["code"].clone();
    assert_eq!(code(json!({"decision": "send"})).await, "no_receiver");
    assert_eq!(
        code(json!({"decision": "send", "receivers": []})).await,
        "no_receiver"
    );
    assert_eq!(
        code(json!({"decision": "send", "receivers": [NOTEBOOK]})).await,
        "unknown_receiver"
    );
    let sent = json!({"decision": "send", "receivers": [WANG, WANG]});
    assert_eq!(
        bench.decide(&screen, sent.clone()).await["outcome"],
        "success"
    );
    assert_eq!(bench.messages(WANG).await.len(), 1);
    assert_eq!(code(sent).await, "unknown_screen");
}

#[tokio::test]
async fn groups_are_those_the_member_owns() {
    let bench = Bench::demo_with(
        "name = \"老客户福利群\"\nowner = \"zhangsan\"",
        "name = \"老客户福利群\"\nowner = \"lisi\"",
    )
    .await;
    bench.log_in().await;
    let screen = bench
        .screen("shareToExternalChat", card("/pages/product/product.html"))
        .await;
    assert_eq!(
        screen["receivers"],
        json!({
            "kind": "groups", "candidates": [{"id": NOTEBOOK, "name": "手账爱好者群"}],
            "preset": null, "locked": false,
        })
    );
}

#[tokio::test]
async fn the_private_call_preselects_customers_and_uses_no_quota() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let params = json!({
        "title": "t", "imageUrl": "", "path": "pages/product/product?id=1",
        "selectedExternalUserIds": [WANG], "selectedUserIds": ["lisi"],
    });
    for number in 1..=3 {
        let screen = bench.screen("shareAppMessageEx", params.clone()).await;
        assert_eq!(screen["kind"], "ex-confirm");
        assert_eq!(screen["receivers"]["preset"], json!([WANG]));
        assert_eq!(screen["receivers"]["locked"], false);
        bench.decide(&screen, json!({"decision": "send"})).await;
        let messages = bench.messages(WANG).await;
        assert_eq!(messages.len(), number);
        assert_eq!(
            messages[0]["miniprogram"]["page"],
            "pages/product/product?id=1"
        );
    }
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    assert_eq!(bench.messages(WANG).await.len(), 4);
}

#[tokio::test]
async fn chosen_customers_are_given_back() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let screen = bench
        .screen("selectExternalContact", json!({"filterType": 0}))
        .await;
    assert_eq!(screen["kind"], "select-external-contact");
    let answer = bench
        .decide(&screen, json!({"decision": "send", "receivers": [CHEN]}))
        .await;
    assert_eq!(answer["answer"]["userIds"], json!([CHEN]));
    assert_eq!(
        bench
            .qy("selectExternalContact", json!({"filterType": 2}))
            .await["outcome"],
        "fail"
    );
}

#[tokio::test]
async fn a_picture_from_elsewhere_is_delivered_as_the_world_says_and_labelled_unknown() {
    let params = json!({"attachments": [{"msgtype": "image", "image": {"imgUrl": "https://a.example/x.jpg"}}]});
    for (setting, shown) in [
        ("not_loadable", Some(false)),
        ("shown", Some(true)),
        ("dropped", None),
    ] {
        let bench = Bench::unknown(&format!("image_elsewhere = {setting:?}")).await;
        bench.log_in().await;
        bench
            .share("shareToExternalContact", params.clone(), &[WANG])
            .await;
        let messages = bench.messages(WANG).await;
        match shown {
            None => assert!(messages.is_empty()),
            Some(shown) => {
                let loads = messages[0]["image"]["src"] == "https://a.example/x.jpg";
                assert_eq!(loads, shown, "{setting}");
                assert!(messages[0]["note"]["zh"].as_str().unwrap().contains("未知"));
            }
        }
    }
}

#[tokio::test]
async fn a_cover_comes_from_where_the_host_table_says() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let screen = bench
        .screen(
            "shareToExternalContact",
            card("/pages/product/product.html"),
        )
        .await;
    assert_eq!(
        screen["attachments"][0]["miniprogram"]["cover"],
        format!("{}/a.jpg", bench.base)
    );
}

#[tokio::test]
async fn a_picture_by_media_id_stays_in_the_chat_after_the_id_has_expired() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let id = bench
        .upload("media/upload", "&type=image", "media", JPG)
        .await["media_id"]
        .clone();
    let params = json!({"attachments": [{"msgtype": "image", "image": {"mediaid": id}}]});
    bench
        .share("shareToExternalContact", params.clone(), &[WANG])
        .await;
    bench.hours(24 * 4);
    bench
        .upload("media/upload", "&type=image", "media", JPG)
        .await;
    let src = bench.messages(WANG).await[0]["image"]["src"].clone();
    let request = bench.request(reqwest::Method::GET, src.as_str().unwrap());
    assert_eq!(request.send().await.unwrap().bytes().await.unwrap(), JPG);
    bench.share("shareToExternalContact", params, &[WANG]).await;
    let late = bench.messages(WANG).await[1].clone();
    assert!(late["note"]["zh"].as_str().unwrap().contains("三天"));
}
