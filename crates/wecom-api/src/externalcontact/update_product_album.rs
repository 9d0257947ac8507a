//! `POST /cgi-bin/externalcontact/update_product_album`: changes a product of
//! the album; what is left out stays.
//!
//! Page 95096 (2023/12/15), server-api.md §8. App token. Idempotent. Only of
//! the app that made it.

use serde::{Deserialize, Serialize};

use super::add_product_album::Attachment;
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub product_id: String,
    /// Up to 300 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// In fen, up to 50,000 yuan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Letters and digits, up to 128 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_sn: Option<String>,
    /// Up to 9.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Request {
    #[must_use]
    pub fn new(product_id: impl Into<String>) -> Self {
        Self {
            product_id: product_id.into(),
            description: None,
            price: None,
            product_sn: None,
            attachments: Vec::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/update_product_album";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95096;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
