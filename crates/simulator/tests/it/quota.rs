//! server-api.md §6.9, client-api.md §3.2.

use serde_json::json;

use crate::bench::{Bench, CHEN, NOTEBOOK, WANG, text};

#[tokio::test]
async fn a_second_send_on_the_same_day_skips_silently_and_works_the_next_day() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    bench
        .share("shareToExternalContact", text("一"), &[WANG])
        .await;
    // The member is told success although one of the two gets nothing.
    bench
        .share("shareToExternalContact", text("二"), &[WANG, CHEN])
        .await;
    assert_eq!(bench.messages(WANG).await.len(), 1);
    assert_eq!(bench.messages(CHEN).await.len(), 1);
    let event = bench.last_event("skipped").await;
    assert_eq!(event["title"]["zh"], "王小姐 今天已收到一条，被静默跳过");
    assert_eq!(event["detail"]["status"], 3);
    assert_eq!(event["detail"]["until"], "2026-11-25T00:00:00+08:00");

    bench.post("/sim/v1/clock", json!({"to": "tomorrow"})).await;
    bench
        .share("shareToExternalContact", text("三"), &[WANG])
        .await;
    assert_eq!(bench.messages(WANG).await.len(), 2);
}

#[tokio::test]
async fn a_skipped_send_uses_nothing_up() {
    let bench = Bench::demo().await;
    bench.log_in().await;
    for _ in 0..3 {
        bench
            .share("shareToExternalChat", text("群"), &[NOTEBOOK])
            .await;
    }
    assert_eq!(bench.messages(NOTEBOOK).await.len(), 1);
    bench.hours(12);
    bench
        .share("shareToExternalChat", text("群"), &[NOTEBOOK])
        .await;
    assert_eq!(bench.messages(NOTEBOOK).await.len(), 2);
}

#[tokio::test]
async fn seven_a_week_begin_again_on_monday() {
    let bench = Bench::demo_with("\"one_per_day\", count", "\"seven_per_week\", count").await;
    bench.log_in().await;
    for _ in 0..8 {
        bench
            .share("shareToExternalContact", text("好"), &[WANG])
            .await;
    }
    assert_eq!(bench.messages(WANG).await.len(), 7);
    let event = bench.last_event("skipped").await;
    assert_eq!(event["detail"]["until"], "2026-11-30T00:00:00+08:00");
    bench
        .post("/sim/v1/clock", json!({"to": "next_week"}))
        .await;
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    assert_eq!(bench.messages(WANG).await.len(), 8);
}

#[tokio::test]
async fn a_month_allows_as_many_as_it_has_days() {
    let bench = Bench::demo_with("\"one_per_day\", count", "\"days_of_month\", count").await;
    bench.log_in().await;
    for _ in 0..32 {
        bench
            .share("shareToExternalContact", text("好"), &[WANG])
            .await;
    }
    assert_eq!(bench.messages(WANG).await.len(), 30);
    bench
        .post("/sim/v1/clock", json!({"to": "next_month"}))
        .await;
    for _ in 0..32 {
        bench
            .share("shareToExternalContact", text("好"), &[WANG])
            .await;
    }
    assert_eq!(bench.messages(WANG).await.len(), 30 + 31);
}

#[tokio::test]
async fn sends_of_two_members_count_together_only_when_the_receiver_counts() {
    const LIU: &str = "wmDemoLiu00000000000000000000003";
    for (count, reached) in [("per_sender", 2), ("per_receiver", 1)] {
        let text_of = include_str!("../../../../worlds/demo.toml")
            .replace("\"per_sender\" }", &format!("{count:?} }}"))
            .replace("customer_contact = false", "customer_contact = true");
        let world = wecom_share_simulator::world::World::parse(&text_of, "test").unwrap();
        let bench = Bench::start(world).await;
        for member in ["zhangsan", "lisi"] {
            bench.phone(json!({"member": member})).await;
            bench.log_in().await;
            bench
                .share("shareToExternalContact", text("好"), &[LIU])
                .await;
        }
        assert_eq!(bench.messages(LIU).await.len(), reached, "{count}");
    }
}
