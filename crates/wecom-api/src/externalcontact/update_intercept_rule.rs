//! `POST /cgi-bin/externalcontact/update_intercept_rule`: changes a rule about
//! words; what is left out stays.
//!
//! Page 95097 (2024/03/07), server-api.md §8. App token. Idempotent. Only of
//! the app that made it.

use serde::{Deserialize, Serialize};

use super::{add_intercept_rule::Range, get_intercept_rule::Extra};
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub rule_id: String,
    /// 1 to 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_name: Option<String>,
    /// Instead of those there are, unless empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub word_list: Vec<String>,
    /// An empty list takes all away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_rule: Option<Extra>,
    /// 1 warn and block, 2 warn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intercept_type: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub add_applicable_range: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remove_applicable_range: Option<Range>,
}

impl Request {
    #[must_use]
    pub fn new(rule_id: impl Into<String>) -> Self {
        Self {
            rule_id: rule_id.into(),
            rule_name: None,
            word_list: Vec::new(),
            extra_rule: None,
            intercept_type: None,
            add_applicable_range: None,
            remove_applicable_range: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/update_intercept_rule";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95097;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
