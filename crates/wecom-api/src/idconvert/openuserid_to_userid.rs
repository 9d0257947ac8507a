//! `POST /cgi-bin/batch/openuserid_to_userid`: members' ids from a provider's.
//!
//! Page 95884 (2024/07/18), server-api.md §10.2. App token. Idempotent. A
//! self-built app.

use serde::{Deserialize, Serialize};

use super::userid_to_openuserid::Pair;
use crate::{Body, Endpoint, Method, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 1,000.
    pub open_userid_list: Vec<UserId>,
    /// The provider's app.
    pub source_agentid: i64,
}

impl Request {
    #[must_use]
    pub fn new(
        open_userid_list: impl IntoIterator<Item = impl Into<UserId>>,
        source_agentid: i64,
    ) -> Self {
        Self {
            open_userid_list: open_userid_list.into_iter().map(Into::into).collect(),
            source_agentid,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/batch/openuserid_to_userid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95884;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub userid_list: Vec<Pair>,
    #[serde(default, deserialize_with = "or_empty")]
    pub invalid_open_userid_list: Vec<UserId>,
}
