//! `GET /sim/v1/events`: the journal, as a list or as a stream that goes on.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use axum::response::{IntoResponse, Json, Response};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::watch;

use crate::journal::Event;
use crate::shared::Shared;

#[derive(Debug, Deserialize)]
pub(super) struct From {
    #[serde(default)]
    after: u64,
}

pub(super) async fn events(
    State(shared): State<Arc<Shared>>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Response {
    let wants = |kind: &str| {
        headers
            .get(header::ACCEPT)
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.contains(kind))
    };
    if wants("application/json") && !wants("text/event-stream") {
        return Json(json!({"events": shared.journal.after(from.after)})).into_response();
    }
    // A browser that was cut off says where it stopped.
    let seen = headers
        .get("last-event-id")
        .and_then(|it| it.to_str().ok()?.parse().ok())
        .unwrap_or(from.after);
    let last = shared.journal.last();
    let reader = Reader {
        shared,
        last,
        seen,
        waiting: VecDeque::new(),
    };
    Sse::new(stream::unfold(reader, Reader::next))
        .keep_alive(KeepAlive::default())
        .into_response()
}

struct Reader {
    shared: Arc<Shared>,
    last: watch::Receiver<u64>,
    seen: u64,
    waiting: VecDeque<Event>,
}

impl Reader {
    async fn next(mut self) -> Option<(Result<SseEvent, Infallible>, Self)> {
        while self.waiting.is_empty() {
            let seen = self.seen;
            self.last.wait_for(|last| *last > seen).await.ok()?;
            self.waiting = self.shared.journal.after(seen).into();
        }
        let event = self.waiting.pop_front()?;
        self.seen = event.seq;
        let sent = SseEvent::default().id(event.seq.to_string());
        let data = serde_json::to_string(&event).unwrap_or_default();
        Some((Ok(sent.data(data)), self))
    }
}
