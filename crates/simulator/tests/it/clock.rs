//! The world's clock moves everything.

use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn the_clock_is_moved_by_name_by_time_and_by_span() {
    let bench = Bench::demo().await;
    for (to, now) in [
        (json!({"advance": "PT1H"}), "2026-11-24T13:00:00+08:00"),
        (json!({"advance": "P1D"}), "2026-11-25T13:00:00+08:00"),
        (json!({"to": "tomorrow"}), "2026-11-26T09:00:00+08:00"),
        (json!({"to": "next_week"}), "2026-11-30T09:00:00+08:00"),
        (json!({"to": "next_month"}), "2026-12-01T09:00:00+08:00"),
        (
            json!({"to": "2026-12-24T18:00:00+08:00"}),
            "2026-12-24T18:00:00+08:00",
        ),
    ] {
        let answer = bench.post("/sim/v1/clock", to).await;
        assert_eq!(answer["now"], now);
        let state = bench.get("/sim/v1/state").await;
        assert_eq!(state["clock"]["now"], now);
    }
    let event = bench.last_event("clock").await;
    assert_eq!(event["title"]["zh"], "时钟拨到 2026-12-24 18:00");
}

#[tokio::test]
async fn the_clock_does_not_go_back_or_somewhere_unreadable() {
    let bench = Bench::demo().await;
    for (to, code) in [
        (
            json!({"to": "2026-01-01T00:00:00+08:00"}),
            "clock_backwards",
        ),
        (json!({"advance": "-PT1H"}), "clock_backwards"),
        (json!({"to": "someday"}), "clock_unreadable"),
        (
            json!({"advance": "P1D", "to": "tomorrow"}),
            "clock_unreadable",
        ),
        (json!({}), "clock_unreadable"),
        (json!({"advance": "P9999999D"}), "clock_unreadable"),
    ] {
        let answer = bench.post("/sim/v1/clock", to.clone()).await;
        assert_eq!(answer["error"]["code"], code, "{to}");
    }
}

#[tokio::test]
async fn a_world_file_may_say_when_it_begins() {
    let world =
        wecom_share_simulator::world::World::load("../../worlds/two-companies.toml").unwrap();
    let bench = Bench::start(world).await;
    let state = bench.get("/sim/v1/state").await;
    assert_eq!(state["clock"]["now"], "2026-11-24T09:30:00+08:00");
}
