//! `POST /cgi-bin/idconvert/batch/external_userid_to_pending_id`: customers'
//! pending ids.
//!
//! Page 97108 (2025/11/17), server-api.md §10.2. App token. Idempotent. Good
//! for 90 days; not to be used as external_userid.

use serde::{Deserialize, Serialize};

use crate::{Body, ChatId, Endpoint, ExternalUserId, Method, TokenKind, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<ChatId>,
    /// Up to 100.
    pub external_userid: Vec<ExternalUserId>,
}

impl Request {
    #[must_use]
    pub fn new(external_userid: impl IntoIterator<Item = impl Into<ExternalUserId>>) -> Self {
        Self {
            chat_id: None,
            external_userid: external_userid.into_iter().map(Into::into).collect(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/idconvert/batch/external_userid_to_pending_id";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 97108;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub result: Vec<Pair>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Pair {
    pub external_userid: ExternalUserId,
    pub pending_id: String,
}
