//! `GET /cgi-bin/service/miniprogram/jscode2session`: who logged in to a
//! third-party mini program.
//!
//! Page 92423 (2022/09/23), server-api.md §3.2. Suite token. Not idempotent.
//! Token of the suite that is linked to the mini program. A code works once,
//! and for five minutes.

use secrecy::SecretString;
use serde::Deserialize;

use crate::{CorpId, Endpoint, Method, Query, TokenKind, UserId};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub js_code: String,
}

impl Request {
    #[must_use]
    pub fn new(js_code: impl Into<String>) -> Self {
        Self {
            js_code: js_code.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/service/miniprogram/jscode2session";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92423;
    const SECRET_ANSWER: bool = true;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![
            ("js_code", self.js_code.as_str().into()),
            ("grant_type", "authorization_code".into()),
        ]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub corpid: CorpId,
    /// Encrypted if the company has not installed the app.
    pub userid: UserId,
    /// Base64 of 16 bytes. Never leaves the server.
    pub session_key: SecretString,
    /// Up to 64 bytes.
    pub open_userid: Option<String>,
}
