//! `GET /cgi-bin/corp/apply_mass_call_ticket`: lifts the limits of
//! `unionid_to_external_userid`.
//!
//! Page 96168 (2024/03/11), server-api.md §10.2. App token. Not idempotent.
//! Within 3 months after the authorisation, once a company; good for 7 days.

use secrecy::SecretString;
use serde::Deserialize;

use crate::{Endpoint, Method, TokenKind};

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
    const PATH: &'static str = "/cgi-bin/corp/apply_mass_call_ticket";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 96168;
    const SECRET_ANSWER: bool = true;

    type Response = Response;
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub mass_call_ticket: SecretString,
}
