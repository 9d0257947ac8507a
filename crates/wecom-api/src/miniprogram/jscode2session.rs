//! `GET /cgi-bin/miniprogram/jscode2session`: who logged in.
//!
//! Page 91507 (2023/04/10), server-api.md §3.1. Token of the app that is
//! linked to the mini program (another app's: 40014). Not idempotent: a code
//! works once, and for five minutes.

use secrecy::SecretString;
use serde::Deserialize;

use crate::{CorpId, Endpoint, Method, Query, TokenKind, UserId};

/// Trades the code of `wx.qy.login` for the member.
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
    const PATH: &'static str = "/cgi-bin/miniprogram/jscode2session";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 91507;
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
    pub userid: UserId,
    /// Base64 of 16 bytes. Never leaves the server.
    pub session_key: SecretString,
}
