//! `GET /cgi-bin/get_jsapi_ticket`: the company's ticket.
//!
//! Page 90506 (2024/11/14), server-api.md §2.3. App token. Idempotent.

use secrecy::SecretString;
use serde::Deserialize;

use super::LIMITS;
use crate::{Endpoint, Limit, Method, TokenKind, number::number};

/// Asks for what signs `config`.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Request;

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/get_jsapi_ticket";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90506;
    const SECRET_ANSWER: bool = true;
    const LIMITS: &'static [Limit] = LIMITS;

    type Response = Response;
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Up to 512 bytes.
    pub ticket: SecretString,
    /// Seconds, normally 7200.
    #[serde(deserialize_with = "number")]
    pub expires_in: i64,
}
