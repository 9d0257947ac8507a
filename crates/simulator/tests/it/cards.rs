//! What opens when a customer taps a card (client-api.md §4).

use serde_json::json;

use crate::bench::{APPID, Bench, NOTEBOOK, WANG, card, text};

/// Shares one card a day and taps it.
async fn tapped(bench: &Bench, page: &str) -> serde_json::Value {
    bench.hours(24);
    bench
        .share("shareToExternalContact", card(page), &[WANG])
        .await;
    bench.tap(WANG).await
}

#[tokio::test]
async fn a_card_opens_its_page_with_its_parameters() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    let opened = tapped(&bench, "/pages/product/product.html?id=1&ws_t=abc").await;
    assert_eq!(
        opened,
        json!({
            "ok": true, "appid": APPID, "path": "pages/product/product",
            "query": {"id": "1", "ws_t": "abc"}, "scene": 1007, "chatType": 2,
        })
    );
    let event = bench.last_event("open").await;
    assert_eq!(
        event["title"]["zh"],
        "王小姐 点开《山茶花手账本》→ pages/product/product"
    );
}

#[tokio::test]
async fn a_card_without_html_is_page_not_found() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    for page in [
        "/pages/product/product?id=1",
        "/pages/product/product",
        "/pages/product/product.html.html",
        "/pages/product/product?id=1.html",
        "/pages/nothing.html",
    ] {
        let opened = tapped(&bench, page).await;
        assert_eq!(opened["ok"], false, "{page}");
        assert_eq!(opened["text"], "页面不存在");
        assert!(opened["why"]["zh"].is_string());
        // What was sent was not mended on the way.
        let messages = bench.messages(WANG).await;
        assert_eq!(messages.last().unwrap()["miniprogram"]["page"], page);
    }
}

#[tokio::test]
async fn the_leading_slash_is_as_the_world_says() {
    for (setting, ok) in [("optional", true), ("required", false)] {
        let bench = Bench::unknown(&format!("leading_slash = {setting:?}")).await;
        bench.log_in().await;
        let opened = tapped(&bench, "pages/product/product.html").await;
        assert_eq!(opened["ok"], ok, "{setting}");
    }
}

#[tokio::test]
async fn an_empty_page_is_as_the_world_says() {
    for (setting, path) in [
        ("home", json!("pages/index/index")),
        ("not_found", json!(null)),
    ] {
        let bench = Bench::unknown(&format!("empty_page = {setting:?}")).await;
        bench.log_in().await;
        assert_eq!(tapped(&bench, "").await["path"], path, "{setting}");
    }
}

#[tokio::test]
async fn a_private_card_needs_the_suffix_as_the_world_says() {
    for (setting, with, without) in [
        ("either", true, true),
        ("required", true, false),
        ("forbidden", false, true),
    ] {
        let bench = Bench::unknown(&format!("ex_suffix = {setting:?}")).await;
        bench.log_in().await;
        for (path, ok) in [
            ("/pages/product/product.html?id=1", with),
            ("/pages/product/product?id=1", without),
        ] {
            let params = json!({"title": "t", "path": path, "selectedExternalUserIds": [WANG]});
            bench.share("shareAppMessageEx", params, &[WANG]).await;
            assert_eq!(bench.tap(WANG).await["ok"], ok, "{setting} {path}");
        }
    }
}

#[tokio::test]
async fn a_card_in_a_group_says_so() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench
        .share(
            "shareToExternalChat",
            card("/pages/index/index.html"),
            &[NOTEBOOK],
        )
        .await;
    let opened = bench.tap(NOTEBOOK).await;
    assert_eq!(
        (&opened["scene"], &opened["chatType"]),
        (&json!(1008), &json!(4))
    );
}

#[tokio::test]
async fn only_cards_can_be_opened() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    assert_eq!(bench.tap(WANG).await["error"]["code"], "not_a_card");
    let path = format!("/sim/v1/chats/{WANG}/messages/none/open");
    assert_eq!(
        bench.post(&path, json!({})).await["error"]["code"],
        "unknown_message"
    );
}

#[tokio::test]
async fn messages_are_unread_until_the_chat_is_read() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    let unread = async || bench.get("/sim/v1/chats").await["chats"][0]["unread"].clone();
    assert_eq!(unread().await, 1);
    let path = format!("/sim/v1/chats/{WANG}/read");
    let request = bench.request(reqwest::Method::POST, &path);
    assert_eq!(request.send().await.unwrap().status(), 204);
    assert_eq!(unread().await, 0);
}
