//! `POST /sim/v1/clock`: moves the world's time, forwards only.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::local::SimError;
use crate::shared::Shared;
use crate::{Text, time};

/// One of the two.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Move {
    /// ISO 8601, e.g. `PT1H` or `P1D`.
    pub advance: Option<String>,
    /// `tomorrow`, `next_week`, `next_month` (nine in the morning), or a time with an offset.
    pub to: Option<String>,
}

pub(super) async fn advance(
    State(shared): State<Arc<Shared>>,
    Input(input): Input<Move>,
) -> Result<Json<Value>, SimError> {
    let now = move_clock(&shared, &input)?;
    Ok(Json(json!({"now": now})))
}

/// Moves the clock and tells the journal; the new time.
pub(crate) fn move_clock(shared: &Shared, input: &Move) -> Result<String, SimError> {
    let now = shared.clock.now();
    let to = match (&input.advance, &input.to) {
        (Some(by), None) => duration(by).and_then(|by| now.checked_add(by).ok()),
        (None, Some(to)) => match to.as_str() {
            "tomorrow" => Some(time::morning(time::tomorrow(now))),
            "next_week" => Some(time::morning(time::next_monday(now))),
            "next_month" => Some(time::morning(time::next_month(now))),
            text => text.parse().ok(),
        },
        _ => None,
    };
    let to: Timestamp = to.ok_or_else(|| {
        refused(
            "clock_unreadable",
            "没看懂要把时钟拨到哪里",
            "where to move the clock was not understood",
        )
    })?;
    if to < now {
        return Err(refused(
            "clock_backwards",
            "时钟只能往前拨",
            "the clock moves forwards only",
        ));
    }
    shared.clock.set(to);
    let (from, to) = (time::text(now), time::text(to));
    let title = Text::new(
        format!("时钟拨到 {}", readable(&to)),
        format!("the clock moves to {}", readable(&to)),
    );
    let detail = json!({"from": from, "to": to});
    shared.write(Source::World, Kind::Clock, title, detail);
    Ok(to)
}

fn duration(text: &str) -> Option<SignedDuration> {
    let span: Span = text.parse().ok()?;
    span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
}

fn refused(code: &'static str, zh: &str, en: &str) -> SimError {
    SimError::refused(
        code,
        (zh, en),
        (
            "用 {\"to\":\"tomorrow\"}、{\"advance\":\"PT1H\"} 或带时区的时间",
            "send {\"to\":\"tomorrow\"}, {\"advance\":\"PT1H\"} or a later time with an offset",
        ),
    )
}

/// `2026-11-25 09:00`.
fn readable(text: &str) -> String {
    text.chars().take(16).collect::<String>().replace('T', " ")
}
