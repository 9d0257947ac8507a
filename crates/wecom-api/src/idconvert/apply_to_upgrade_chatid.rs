//! `POST /cgi-bin/idconvert/apply_to_upgrade_chatid`: sets when groups' ids
//! are upgraded.
//!
//! Page 99601 (2024/07/18), server-api.md §10.2. App token. Idempotent. A
//! provider-developed app.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Unix seconds, at most 7 days ahead.
    pub upgrade_time: i64,
}

impl Request {
    #[must_use]
    pub fn new(upgrade_time: i64) -> Self {
        Self { upgrade_time }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/idconvert/apply_to_upgrade_chatid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 99601;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
