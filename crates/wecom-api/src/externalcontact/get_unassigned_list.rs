//! `POST /cgi-bin/externalcontact/get_unassigned_list`: customers of members
//! who left.
//!
//! Page 92124 (2023/12/01), server-api.md §4.10. App token. Idempotent. Pages
//! of up to 1,000.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, ExternalUserId, Method, Paged, TokenKind, UserId,
    number::{cursor, number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub cursor: String,
    pub page_size: u32,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
            cursor: String::new(),
            page_size: 1000,
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
    const PATH: &'static str = "/cgi-bin/externalcontact/get_unassigned_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92124;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Unassigned;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Unassigned>, Option<String>) {
        (response.info, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub info: Vec<Unassigned>,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_last: bool,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Unassigned {
    pub handover_userid: UserId,
    pub external_userid: ExternalUserId,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub dimission_time: i64,
}
