//! `POST /cgi-bin/externalcontact/from_service_external_userid`: a customer's
//! id from a provider's.
//!
//! Page 95884 (2024/07/18), server-api.md §10.2. App token. Idempotent. A
//! self-built app.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, ExternalUserId, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub external_userid: ExternalUserId,
    pub source_agentid: i64,
}

impl Request {
    #[must_use]
    pub fn new(external_userid: impl Into<ExternalUserId>, source_agentid: i64) -> Self {
        Self {
            external_userid: external_userid.into(),
            source_agentid,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/from_service_external_userid";
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
    pub external_userid: ExternalUserId,
}
