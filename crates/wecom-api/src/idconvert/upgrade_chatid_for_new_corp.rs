//! `GET /cgi-bin/idconvert/upgrade_chatid_for_new_corp`: gives companies to
//! come the new ids at once.
//!
//! Page 99601 (2024/07/18), server-api.md §10.2. Suite token. Idempotent.

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
    const PATH: &'static str = "/cgi-bin/idconvert/upgrade_chatid_for_new_corp";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 99601;

    type Response = Response;
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
