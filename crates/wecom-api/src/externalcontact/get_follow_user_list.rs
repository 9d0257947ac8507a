//! `GET /cgi-bin/externalcontact/get_follow_user_list`: members with 客户联系.
//!
//! Page 92571 (2023/12/01), server-api.md §4.1. App token. Idempotent. No
//! pages.

use serde::Deserialize;

use crate::{Endpoint, Method, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Request {}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_follow_user_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92571;

    type Response = Response;
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Who has 客户联系 and is in the app's visible range: who may call the
    /// share APIs.
    #[serde(default, deserialize_with = "or_empty")]
    pub follow_user: Vec<UserId>,
}
