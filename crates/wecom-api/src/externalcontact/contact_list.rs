//! `POST /cgi-bin/externalcontact/contact_list`: served external contacts.
//!
//! Page 99434 (2023/11/30), server-api.md §4.8. App token. Idempotent.
//! Self-built apps only. A cursor is good for 4 hours.

use serde::{Deserialize, Serialize};

use crate::{
    Body, ChatId, Endpoint, ExternalUserId, Method, Paged, TokenKind, UserId,
    number::{cursor, maybe_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub cursor: String,
    /// WeCom's default is 1,000.
    pub limit: u32,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
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
    const PATH: &'static str = "/cgi-bin/externalcontact/contact_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 99434;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Contact;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Contact>, Option<String>) {
        (response.info_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub info_list: Vec<Contact>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Contact {
    pub is_customer: bool,
    /// The same person within one walk through all pages only.
    pub tmp_openid: String,
    /// Customers only.
    pub external_userid: Option<ExternalUserId>,
    /// Masked; not of customers.
    pub name: Option<String>,
    pub follow_userid: Option<UserId>,
    /// Of a customer group.
    pub chat_id: Option<ChatId>,
    /// Of another group.
    pub chat_name: Option<String>,
    /// Unix seconds.
    #[serde(default, deserialize_with = "maybe_number")]
    pub add_time: Option<i64>,
}
