//! `POST /cgi-bin/externalcontact/get_moment_send_result`: whom a moment
//! reached.
//!
//! Page 93333 (2023/12/01), server-api.md §7.3. App token. Idempotent. WeCom
//! takes pages of up to 5,000.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, ExternalUserId, Method, Paged, TokenKind, UserId,
    number::{cursor, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub moment_id: String,
    pub userid: UserId,
    pub cursor: String,
    pub limit: u32,
}

impl Request {
    #[must_use]
    pub fn new(moment_id: impl Into<String>, userid: impl Into<UserId>) -> Self {
        Self {
            moment_id: moment_id.into(),
            userid: userid.into(),
            cursor: String::new(),
            limit: 1000,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_moment_send_result";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93333;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Reached;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Reached>, Option<String>) {
        (response.customer_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub customer_list: Vec<Reached>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reached {
    pub external_userid: ExternalUserId,
}
