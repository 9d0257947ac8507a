//! `GET /cgi-bin/service/get_pre_auth_code`: a code to begin an authorisation
//! with.
//!
//! Page 90601 (2021/07/30), server-api.md §10.1. Suite token. Idempotent.

use secrecy::SecretString;
use serde::Deserialize;

use crate::{Endpoint, Method, TokenKind, number::number};

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
    const PATH: &'static str = "/cgi-bin/service/get_pre_auth_code";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90601;
    const SECRET_ANSWER: bool = true;

    type Response = Response;
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub pre_auth_code: SecretString,
    /// Seconds, 1200.
    #[serde(deserialize_with = "number")]
    pub expires_in: i64,
}
