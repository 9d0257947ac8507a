//! `POST /cgi-bin/externalcontact/add_contact_way`: makes a contact way (联系我).
//!
//! Page 92228 (2025/12/11), server-api.md §4.11. App token. Not idempotent.
//! 500,000 a company, together with join ways. Closing words (`conclusions`)
//! are not supported.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, TokenKind, UserId};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// 1 one member, 2 several.
    #[serde(rename = "type")]
    pub kind: u8,
    /// 1 in a mini program, 2 by QR code.
    pub scene: u8,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_temp: Option<bool>,
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
    pub is_exclusive: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_source: Option<bool>,
}

impl Request {
    #[must_use]
    pub fn new(kind: u8, scene: u8) -> Self {
        Self {
            kind,
            scene,
            style: None,
            remark: None,
            skip_verify: None,
            state: None,
            user: Vec::new(),
            party: Vec::new(),
            is_temp: None,
            expires_in: None,
            chat_expires_in: None,
            unionid: None,
            is_exclusive: None,
            mark_source: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_contact_way";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92228;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Keep it: without, nothing can be changed.
    pub config_id: String,
    /// A link; only for scene 2.
    pub qr_code: Option<String>,
}
