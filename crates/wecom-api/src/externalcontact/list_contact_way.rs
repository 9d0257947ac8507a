//! `POST /cgi-bin/externalcontact/list_contact_way`: the ids of contact ways.
//!
//! Page 92228 (2025/12/11), server-api.md §4.11. App token. Idempotent. Of the
//! last 90 days unless told otherwise. Pages of up to 1,000.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, Method, Paged, TokenKind,
    number::{cursor, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<i64>,
    /// Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
    pub cursor: String,
    pub limit: u32,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
            start_time: None,
            end_time: None,
            cursor: String::new(),
            limit: 1000,
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
    const PATH: &'static str = "/cgi-bin/externalcontact/list_contact_way";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92228;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Listed;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Listed>, Option<String>) {
        (response.contact_way, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub contact_way: Vec<Listed>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Listed {
    pub config_id: String,
}
