//! `POST /cgi-bin/corp/opencorpid_to_corpid`: the company's id from a
//! provider's.
//!
//! Page 95884 (2024/07/18), server-api.md §10.2. App token. Idempotent. A
//! self-built app.

use serde::{Deserialize, Serialize};

use crate::{Body, CorpId, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub open_corpid: CorpId,
    pub source_agentid: i64,
}

impl Request {
    #[must_use]
    pub fn new(open_corpid: impl Into<CorpId>, source_agentid: i64) -> Self {
        Self {
            open_corpid: open_corpid.into(),
            source_agentid,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/corp/opencorpid_to_corpid";
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
    pub corpid: CorpId,
}
