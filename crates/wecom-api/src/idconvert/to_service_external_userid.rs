//! `POST /cgi-bin/externalcontact/to_service_external_userid`: a customer's id
//! in a third-party app of the same provider.
//!
//! Page 95195, server-api.md §10.2. App token. Idempotent. A
//! provider-developed app.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, ExternalUserId, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub external_userid: ExternalUserId,
}

impl Request {
    #[must_use]
    pub fn new(external_userid: impl Into<ExternalUserId>) -> Self {
        Self {
            external_userid: external_userid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/to_service_external_userid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95195;

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
