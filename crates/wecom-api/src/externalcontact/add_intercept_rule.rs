//! `POST /cgi-bin/externalcontact/add_intercept_rule`: makes a rule about words
//! that members must not write to customers (敏感词).
//!
//! Page 95097 (2024/03/07), server-api.md §8. App token. Not idempotent. Right:
//! 管理敏感词. 100 rules a company.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, Method, TokenKind, UserId,
    number::{or_empty, text},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// 1 to 20 characters.
    pub rule_name: String,
    /// Up to 300, each of 1 to 32 characters.
    pub word_list: Vec<String>,
    /// 1 telephone numbers, 2 mail addresses, 3 red packets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub semantics_list: Vec<u8>,
    /// 1 warn and block, 2 warn.
    pub intercept_type: u8,
    pub applicable_range: Range,
}

/// Whom a rule is for: not both empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Range {
    /// Up to 1,000.
    #[serde(
        default,
        deserialize_with = "or_empty",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub user_list: Vec<UserId>,
    /// Up to 1,000.
    #[serde(
        default,
        deserialize_with = "or_empty",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub department_list: Vec<i64>,
}

impl Range {
    #[must_use]
    pub fn of(users: impl IntoIterator<Item = impl Into<UserId>>, departments: Vec<i64>) -> Self {
        Self {
            user_list: users.into_iter().map(Into::into).collect(),
            department_list: departments,
        }
    }
}

impl Request {
    #[must_use]
    pub fn new(
        rule_name: impl Into<String>,
        word_list: impl IntoIterator<Item = impl Into<String>>,
        intercept_type: u8,
        applicable_range: Range,
    ) -> Self {
        Self {
            rule_name: rule_name.into(),
            word_list: word_list.into_iter().map(Into::into).collect(),
            semantics_list: Vec::new(),
            intercept_type,
            applicable_range,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_intercept_rule";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 95097;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// A string in most samples, a number in one (server-api.md §8).
    #[serde(deserialize_with = "text")]
    pub rule_id: String,
}
