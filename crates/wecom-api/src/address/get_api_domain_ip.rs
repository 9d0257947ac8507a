//! `GET /cgi-bin/get_api_domain_ip`: where WeCom is called.
//!
//! Page 92520 (2023/04/24), server-api.md §2.2. App token; no right needed.
//! Idempotent.

use serde::Deserialize;

use crate::{Endpoint, Method, TokenKind, number::or_empty};

/// For the rule of a firewall that lets our calls out.
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
    const PATH: &'static str = "/cgi-bin/get_api_domain_ip";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92520;

    type Response = Response;
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Addresses or ranges. They change: ask daily.
    #[serde(default, deserialize_with = "or_empty")]
    pub ip_list: Vec<String>,
}
