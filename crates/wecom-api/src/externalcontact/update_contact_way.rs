//! `POST /cgi-bin/externalcontact/update_contact_way`: changes a contact way.
//!
//! Page 92228 (2025/12/11), server-api.md §4.11. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, TokenKind, UserId};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub config_id: String,
    /// Of the mini program's button.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<u8>,
    /// Up to 30 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// WeCom's default is true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_verify: Option<bool>,
    /// Up to 30 characters; comes back with the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Up to 100; exactly one if `kind` is 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub user: Vec<UserId>,
    /// Departments; only if `kind` is 2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub party: Vec<i64>,
    /// Seconds; only if `is_temp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// Seconds; only if `is_temp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_expires_in: Option<i64>,
    /// Only if `is_temp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unionid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_source: Option<bool>,
}

impl Request {
    #[must_use]
    pub fn new(config_id: impl Into<String>) -> Self {
        Self {
            config_id: config_id.into(),
            style: None,
            remark: None,
            skip_verify: None,
            state: None,
            user: Vec::new(),
            party: Vec::new(),
            expires_in: None,
            chat_expires_in: None,
            unionid: None,
            mark_source: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/update_contact_way";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92228;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
