//! A JSON body, with an error for people when it is none.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use super::error::SimError;

/// The body as JSON, whatever the Content-Type; an empty body is an empty object.
#[derive(Debug)]
pub(crate) struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = SimError;

    async fn from_request(request: Request, state: &S) -> Result<Self, SimError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|error| {
            SimError::new(
                error.status(),
                "body_unreadable",
                ("请求正文读不完整", error.body_text()),
                ("检查正文大小", "check the size of the body"),
            )
        })?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        serde_json::from_slice(text).map(Self).map_err(|error| {
            SimError::new(
                StatusCode::BAD_REQUEST,
                "body_malformed",
                (
                    format!("请求正文不对：{error}"),
                    format!("the request's body is wrong: {error}"),
                ),
                (
                    "正文应是文档里的 JSON 对象",
                    "send the JSON object that is documented",
                ),
            )
        })
    }
}
