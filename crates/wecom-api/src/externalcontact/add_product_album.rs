//! `POST /cgi-bin/externalcontact/add_product_album`: adds a product to the
//! album members send from (商品图册).
//!
//! Page 95096 (2023/12/15), server-api.md §8. App token. Not idempotent.
//! Right: 管理商品图册.

use serde::{Deserialize, Serialize};

use super::outgoing::Media;
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 300 characters.
    pub description: String,
    /// In fen, up to 50,000 yuan.
    pub price: i64,
    /// Letters and digits, up to 128 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_sn: Option<String>,
    /// Up to 9.
    pub attachments: Vec<Attachment>,
}

/// A picture of the product, of `upload_attachment` for the album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Attachment {
    Image {
        image: Media,
    },
    /// Something of tomorrow.
    #[serde(other)]
    Other,
}

impl Request {
    #[must_use]
    pub fn new(description: impl Into<String>, price: i64, attachments: Vec<Attachment>) -> Self {
        Self {
            description: description.into(),
            price,
            product_sn: None,
            attachments,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_product_album";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 95096;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub product_id: String,
}
