//! `POST /cgi-bin/externalcontact/get_product_album_list`: the products of the
//! album.
//!
//! Page 95096 (2023/12/15), server-api.md §8. App token. Idempotent. Pages of
//! up to 100.

use serde::{Deserialize, Serialize};

use super::get_product_album::Product;
use crate::{
    Body, Endpoint, Method, Paged, TokenKind,
    number::{cursor, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub limit: u32,
    pub cursor: String,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
            limit: 100,
            cursor: String::new(),
        }
    }
}

impl Default for Request {
    fn default() -> Self {
        Self::new()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_product_album_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95096;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Product;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Product>, Option<String>) {
        (response.product_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub product_list: Vec<Product>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}
