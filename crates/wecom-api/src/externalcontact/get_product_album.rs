//! `POST /cgi-bin/externalcontact/get_product_album`: a product of the album.
//!
//! Page 95096 (2023/12/15), server-api.md §8. App token. Idempotent. Fields:
//! public SDKs.

use serde::{Deserialize, Serialize};

use super::add_product_album::Attachment;
use crate::{
    Body, Endpoint, Method, TokenKind,
    number::{maybe_number, number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub product_id: String,
}

impl Request {
    #[must_use]
    pub fn new(product_id: impl Into<String>) -> Self {
        Self {
            product_id: product_id.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_product_album";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95096;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub product: Product,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Product {
    pub product_id: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub description: String,
    /// In fen.
    #[serde(deserialize_with = "number")]
    pub price: i64,
    /// Unix seconds; not in lists.
    #[serde(default, deserialize_with = "maybe_number")]
    pub create_time: Option<i64>,
    pub product_sn: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub attachments: Vec<Attachment>,
}
