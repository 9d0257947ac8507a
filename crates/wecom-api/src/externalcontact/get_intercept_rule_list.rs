//! `GET /cgi-bin/externalcontact/get_intercept_rule_list`: all rules about
//! words, by name.
//!
//! Page 95097 (2024/03/07), server-api.md §8. App token. Idempotent.

use serde::Deserialize;

use crate::{
    Endpoint, Method, TokenKind,
    number::{number, or_empty, text},
};

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
    const PATH: &'static str = "/cgi-bin/externalcontact/get_intercept_rule_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95097;

    type Response = Response;
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub rule_list: Vec<Listed>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Listed {
    #[serde(deserialize_with = "text")]
    pub rule_id: String,
    pub rule_name: String,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
}
