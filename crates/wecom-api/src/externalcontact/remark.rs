//! `POST /cgi-bin/externalcontact/remark`: changes what a member notes of a
//! customer.
//!
//! Page 92115 (2025/11/17), server-api.md §4.11. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, ExternalUserId, MediaId, Method, TokenKind, UserId};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub userid: UserId,
    pub external_userid: ExternalUserId,
    /// Up to 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Up to 150 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Up to 20 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark_company: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remark_mobiles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark_pic_mediaid: Option<MediaId>,
}

impl Request {
    #[must_use]
    pub fn new(userid: impl Into<UserId>, external_userid: impl Into<ExternalUserId>) -> Self {
        Self {
            userid: userid.into(),
            external_userid: external_userid.into(),
            remark: None,
            description: None,
            remark_company: None,
            remark_mobiles: Vec::new(),
            remark_pic_mediaid: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/remark";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92115;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
