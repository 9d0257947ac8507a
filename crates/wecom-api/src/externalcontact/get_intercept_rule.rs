//! `POST /cgi-bin/externalcontact/get_intercept_rule`: a rule about words.
//!
//! Page 95097 (2024/03/07), server-api.md §8. App token. Idempotent. Tells only
//! members and departments in the app's visible range. Fields: public SDKs.

use serde::{Deserialize, Serialize};

use super::add_intercept_rule::Range;
use crate::{
    Body, Endpoint, Method, TokenKind,
    number::{number, or_empty, text},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub rule_id: String,
}

impl Request {
    #[must_use]
    pub fn new(rule_id: impl Into<String>) -> Self {
        Self {
            rule_id: rule_id.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_intercept_rule";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95097;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub rule: Rule,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Rule {
    #[serde(deserialize_with = "text")]
    pub rule_id: String,
    pub rule_name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub word_list: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub extra_rule: Extra,
    /// 1 warn and block, 2 warn.
    #[serde(deserialize_with = "number")]
    pub intercept_type: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub applicable_range: Range,
}

/// What is looked for besides words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Extra {
    /// 1 telephone numbers, 2 mail addresses, 3 red packets.
    #[serde(default, deserialize_with = "or_empty")]
    pub semantics_list: Vec<u8>,
}

impl Extra {
    #[must_use]
    pub fn of(semantics_list: Vec<u8>) -> Self {
        Self { semantics_list }
    }
}
