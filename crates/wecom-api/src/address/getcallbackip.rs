//! `GET /cgi-bin/getcallbackip`: where callbacks come from.
//!
//! Page 96238 (2024/12/13), server-api.md §2.2. App token; no right needed.
//! Idempotent.

use crate::{Endpoint, Method, TokenKind};

pub use super::get_api_domain_ip::Response;

/// For the rule of a firewall that lets callbacks in.
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
    const PATH: &'static str = "/cgi-bin/getcallbackip";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 96238;

    type Response = Response;
}
