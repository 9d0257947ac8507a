//! `POST /cgi-bin/service/corpid_to_opencorpid`: a company's id as the
//! provider knows it.
//!
//! Page 97105 (2024/04/02), server-api.md §10.2. Provider token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, CorpId, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub corpid: CorpId,
}

impl Request {
    #[must_use]
    pub fn new(corpid: impl Into<CorpId>) -> Self {
        Self {
            corpid: corpid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/corpid_to_opencorpid";
    const TOKEN: TokenKind = TokenKind::Provider;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 97105;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub open_corpid: CorpId,
}
