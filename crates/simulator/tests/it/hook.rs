//! An app with an address for events, which opens them with a receiver that shares no line with the sender.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use wecom_api::callback::{Event, Limits, Receiver, Stamp};

use crate::bench::CORP;

pub const TOKEN: &str = "QDG6eK";
pub const KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

#[derive(Deserialize)]
struct Signed {
    msg_signature: String,
    timestamp: String,
    nonce: String,
    echostr: Option<String>,
}

impl Signed {
    fn stamp(&self) -> Stamp<'_> {
        Stamp {
            msg_signature: &self.msg_signature,
            timestamp: &self.timestamp,
            nonce: &self.nonce,
        }
    }
}

/// An app that writes down what it was told.
#[derive(Clone, Default)]
pub struct Hook {
    pub told: Arc<Mutex<Vec<Event>>>,
    /// For the next requests; all is well after them.
    pub answers: Arc<Mutex<VecDeque<Says>>>,
    asked: watch::Sender<usize>,
    /// The corpid, or a suite's id.
    pub receive_id: Arc<Mutex<String>>,
}

/// What a request is answered with instead.
pub enum Says {
    Status(u16),
    Word(&'static str),
    /// Nothing, ever.
    Nothing,
}

fn receiver(id: &str) -> Receiver {
    let limits = Limits {
        window: jiff::SignedDuration::from_hours(24),
        ..Limits::default()
    };
    Receiver::new(TOKEN.into(), &KEY.into(), id, limits).unwrap()
}

pub fn noon() -> Timestamp {
    "2026-11-24T12:00:00+08:00".parse().unwrap()
}

async fn echo(Query(signed): Query<Signed>) -> String {
    let echo = signed.echostr.clone().unwrap();
    receiver(CORP)
        .check_url(signed.stamp(), &echo, noon())
        .unwrap()
}

async fn hear(
    State(hook): State<Hook>,
    Query(signed): Query<Signed>,
    body: String,
) -> (StatusCode, &'static str) {
    hook.asked.send_modify(|it| *it += 1);
    let says = hook.answers.lock().unwrap().pop_front();
    match says {
        Some(Says::Status(status)) => return (StatusCode::from_u16(status).unwrap(), ""),
        Some(Says::Word(word)) => return (StatusCode::OK, word),
        Some(Says::Nothing) => std::future::pending().await,
        None => {}
    }
    let id = hook.receive_id.lock().unwrap().clone();
    let message = receiver(&id)
        .open(signed.stamp(), body.as_bytes(), noon())
        .unwrap();
    hook.told.lock().unwrap().push(message.event().unwrap());
    // What suites must say; apps may.
    (StatusCode::OK, "success")
}

impl Hook {
    pub fn of(receive_id: &str) -> Self {
        Self {
            receive_id: Arc::new(Mutex::new(receive_id.to_owned())),
            ..Self::default()
        }
    }

    /// Requests so far.
    pub fn asked(&self) -> usize {
        *self.asked.borrow()
    }

    /// Waits for the n-th request.
    pub async fn asked_times(&self, times: usize) {
        let mut asked = self.asked.subscribe();
        asked.wait_for(|it| *it >= times).await.unwrap();
    }

    /// Its address.
    pub async fn serve(&self) -> String {
        let router = Router::new()
            .route("/hook", get(echo).post(hear))
            .with_state(self.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?from=wecom", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    /// `callback = {…}` of a world file, for an app or a suite that listens here.
    pub async fn callback(&self, format: &str) -> String {
        let url = self.serve().await;
        format!(
            "callback = {{ url = \"{url}\", token = \"{TOKEN}\", aes_key = \"{KEY}\", format = \"{format}\" }}"
        )
    }

    /// `ChangeType id` of each event, in the order of arrival.
    pub fn changes(&self) -> Vec<String> {
        let told = self.told.lock().unwrap();
        told.iter()
            .map(|it| {
                let text = |name: &str| it.raw.get(name).and_then(Value::as_str);
                let id = text("ExternalUserID").or(text("ChatId")).unwrap();
                let detail = text("UpdateDetail")
                    .map(|it| format!(" {it}"))
                    .unwrap_or_default();
                format!("{}{detail} {id}", text("ChangeType").unwrap())
            })
            .collect()
    }
}
