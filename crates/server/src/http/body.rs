//! Reading what strangers send, up to a limit.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request},
};
use futures_util::{Stream, StreamExt};
use serde::de::DeserializeOwned;
use wecom_share_rules::{json, text::Bilingual};

use crate::{codes::Code, problem::Problem, service::Service};

/// How much more than the limit is read and thrown away, so that a client that
/// is still sending gets to see the answer instead of a broken connection.
const DRAINED: usize = 4;

/// What needs no more than a few lines may not have more: some of it comes from
/// people without a session.
const SMALL: usize = 64 * 1024;

/// A body of JSON. Its limit counts what arrives, whatever Content-Length says.
#[derive(Debug)]
pub(crate) struct JsonBody<T>(pub(crate) T);

/// A body of JSON of a few lines.
#[derive(Debug)]
pub(crate) struct SmallJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<Service>> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, service: &Arc<Service>) -> Result<Self, Problem> {
        let limit = service.config.limits.body_bytes;
        read_json(request.into_body(), limit).await.map(Self)
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Service>> for SmallJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, service: &Arc<Service>) -> Result<Self, Problem> {
        let limit = service.config.limits.body_bytes.min(SMALL);
        read_json(request.into_body(), limit).await.map(Self)
    }
}

async fn read_json<T: DeserializeOwned>(body: Body, limit: usize) -> Result<T, Problem> {
    let bytes = read(body, limit).await?;
    let text =
        std::str::from_utf8(&bytes).map_err(|error| Problem::unreadable(&error.to_string()))?;
    // Reads what JavaScript can write and Rust strings cannot hold, too.
    let value = json::parse(text).map_err(|fault| {
        // The fault's words end with a full stop, the cause's go on.
        let detail = Bilingual {
            zh: fault.zh.trim_end_matches('。').to_owned().into(),
            en: fault.en.trim_end_matches('.').to_owned().into(),
        };
        Problem::unreadable_because(&detail).with("faults", [fault])
    })?;
    // A list in the order of the fields would be read as one, too.
    if !value.is_object() {
        return Err(Problem::unreadable_because(&Bilingual::new(
            "应为 JSON 对象",
            "a JSON object is wanted",
        )));
    }
    serde_json::from_value(value).map_err(|error| Problem::unreadable(&error.to_string()))
}

/// All of a body, up to a limit that counts what arrives.
pub(crate) async fn read(body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut stream = body.into_data_stream();
    let mut read = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| Problem::unreadable(&error.to_string()))?;
        if read.len() + chunk.len() > limit {
            drain(&mut stream, limit).await;
            return Err(Problem::filled(
                Code::RequestTooLarge,
                &[("limit", &limit.to_string())],
            ));
        }
        read.extend_from_slice(&chunk);
    }
    Ok(read)
}

/// Reads on and forgets, up to a multiple of the limit.
pub(crate) async fn drain<S, E>(stream: &mut S, limit: usize)
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut left = limit.saturating_mul(DRAINED);
    while let Some(Ok(chunk)) = stream.next().await {
        match left.checked_sub(chunk.len()) {
            Some(less) => left = less,
            None => return,
        }
    }
}
