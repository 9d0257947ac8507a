//! One event over HTTP, with repeats.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Response};
use serde_json::json;

use super::crypto::{encrypt, signature};
use super::event::{Field, written};
use super::queue::{Attempt, Callbacks, Delivery, DeliveryState};
use super::{Receiver, TIMEOUT};
use crate::journal::{Kind, Source};
use crate::shared::Shared;
use crate::world::{CallbackRepeat, Format};
use crate::{Text, time};

/// Sends until it is taken, or the repeats are used up.
pub(super) async fn deliver(
    callbacks: &Callbacks,
    shared: &Shared,
    client: &Client,
    mut delivery: Delivery,
) -> DeliveryState {
    let attempts = 1 + shared.unknown.callback_repeats;
    delivery.state = DeliveryState::GivenUp;
    for _ in 0..attempts {
        let attempt = attempt(shared, client, &delivery).await;
        let taken = taken(shared.unknown.callback_repeat, &attempt);
        delivery.attempts.push(attempt);
        if taken {
            delivery.state = DeliveryState::Delivered;
            break;
        }
    }
    tell(shared, &delivery);
    let state = delivery.state;
    callbacks.ended(delivery);
    state
}

/// Whether WeCom leaves it at that: its two pages disagree (server-api.md §9.3).
fn taken(repeat: CallbackRepeat, attempt: &Attempt) -> bool {
    match (repeat, attempt.status) {
        (_, None) => false,
        (CallbackRepeat::Failure, Some(_)) => true,
        (CallbackRepeat::Not200, Some(200)) => attempt.error.is_none(),
        (CallbackRepeat::Not200, Some(_)) => false,
    }
}

/// How long an answer is waited for: authorisations must be answered within a second (server-api.md §9.3).
fn patience(event: &str) -> Duration {
    match event {
        "create_auth" | "change_auth" | "cancel_auth" => Duration::from_secs(1),
        _ => TIMEOUT,
    }
}

async fn attempt(shared: &Shared, client: &Client, delivery: &Delivery) -> Attempt {
    let receiver = &delivery.receiver;
    let sealed = Sealed::new(shared, receiver, &delivery.message);
    let body = written(
        receiver.callback.format,
        &[
            ("ToUserName", receiver.to.as_str().into()),
            (
                "AgentID",
                Field::Text(
                    receiver
                        .agentid
                        .map_or_else(String::new, |it| it.to_string()),
                ),
            ),
            ("Encrypt", sealed.encrypted.as_str().into()),
        ],
    );
    let content_type = match receiver.callback.format {
        Format::Xml => "text/xml",
        Format::Json => "application/json",
    };
    let request = client
        .post(&receiver.callback.url)
        .query(&sealed.query())
        .header(CONTENT_TYPE, content_type)
        .body(body);
    let patience = patience(delivery.event);
    let answer = in_time(shared, patience, async {
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        Ok((status, start(answer).await?))
    })
    .await;
    let at = time::text(shared.clock.now());
    match answer {
        Ok((status, said)) => {
            // Apps may answer with nothing; suites must say this word (server-api.md §9.3).
            let wrong = receiver.agentid.is_none() && status == 200 && said != "success";
            Attempt {
                at,
                status: Some(status),
                error: wrong.then(|| format!("{said:?} instead of \"success\"")),
            }
        }
        Err(error) => Attempt {
            at,
            status: None,
            error: Some(error),
        },
    }
}

/// What came of a request, or how long there was silence: in this machine's time, or in the world's if its clock is moved
/// meanwhile.
async fn in_time<T>(
    shared: &Shared,
    patience: Duration,
    request: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, String> {
    let now = shared.clock.now();
    let end = now.saturating_add(patience).unwrap_or(Timestamp::MAX);
    tokio::select! {
        biased;
        answer = request => answer.map_err(|error| plain(&error)),
        () = shared.clock.moved_to(end) => Err(silence(patience)),
        () = tokio::time::sleep(patience) => Err(silence(patience)),
    }
}

fn silence(patience: Duration) -> String {
    format!("no answer in {} s", patience.as_secs())
}

/// The start of what was answered: a receiver may say anything, at any length.
async fn start(mut answer: Response) -> Result<String, reqwest::Error> {
    const ENOUGH: usize = 1_000;
    let mut bytes = Vec::new();
    while bytes.len() < ENOUGH
        && let Some(chunk) = answer.chunk().await?
    {
        bytes.extend_from_slice(&chunk);
    }
    bytes.truncate(ENOUGH);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The GET that an address must answer with the plain text, without quotes, BOM or newline (server-api.md §9.2).
pub(super) async fn verify(
    shared: &Shared,
    client: &Client,
    receiver: &Receiver,
) -> Result<(), String> {
    let echo = shared.state().chance.digits().to_string();
    let sealed = Sealed::new(shared, receiver, &echo);
    let mut query = sealed.query().to_vec();
    query.push(("echostr", &sealed.encrypted));
    let request = client.get(&receiver.callback.url).query(&query);
    // "Within one second" (server-api.md §9.2).
    let (status, text) = in_time(shared, Duration::from_secs(1), async {
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        Ok((status, start(answer).await?))
    })
    .await?;
    if status != 200 {
        return Err(format!("HTTP {status}"));
    }
    if text != echo {
        let start: String = text.chars().take(100).collect();
        return Err(format!("{start:?} instead of {echo:?}"));
    }
    Ok(())
}

/// A message encrypted and signed, once: a repeat has a nonce of its own.
struct Sealed {
    encrypted: String,
    timestamp: String,
    nonce: String,
    signature: String,
}

impl Sealed {
    fn new(shared: &Shared, receiver: &Receiver, message: &str) -> Self {
        let (random, nonce) = {
            let mut state = shared.state();
            (state.chance.bytes(), state.chance.digits().to_string())
        };
        let callback = &receiver.callback;
        let encrypted = encrypt(&callback.key, random, message, &receiver.to);
        let timestamp = shared.clock.now().as_second().to_string();
        let signature = signature(&callback.token, &timestamp, &nonce, &encrypted);
        Self {
            encrypted,
            timestamp,
            nonce,
            signature,
        }
    }

    fn query(&self) -> [(&'static str, &str); 3] {
        [
            ("msg_signature", &self.signature),
            ("timestamp", &self.timestamp),
            ("nonce", &self.nonce),
        ]
    }
}

/// The innermost cause says it plainest. Not the address: its query has the signature.
fn plain(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// Without the message: it may hold a welcome code, a ticket or an auth code.
fn tell(shared: &Shared, delivery: &Delivery) {
    let what = format!("{} {}", delivery.event, delivery.change);
    let tries = delivery.attempts.len();
    let to = match delivery.agentid {
        Some(agentid) => Text::new(format!("应用 {agentid}"), format!("app {agentid}")),
        None => Text::new(
            format!("suite {}", delivery.to),
            format!("suite {}", delivery.to),
        ),
    };
    let title = match delivery.state {
        DeliveryState::Delivered => Text::new(
            format!("企业微信回调{}：{what}", to.zh),
            format!("WeCom calls {} back: {what}", to.en),
        ),
        _ => Text::new(
            format!("回调{}失败 {tries} 次，不再重试：{what}", to.zh),
            format!(
                "calling {} back failed {tries} times, given up: {what}",
                to.en
            ),
        ),
    };
    let detail = json!({
        "id": delivery.id, "to": delivery.to, "agentid": delivery.agentid, "url": delivery.url,
        "event": delivery.event, "change": delivery.change, "attempts": delivery.attempts,
    });
    shared.write(Source::Wecom, Kind::Callback, title, detail);
}
