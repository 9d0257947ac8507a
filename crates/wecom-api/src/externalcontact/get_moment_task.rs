//! `POST /cgi-bin/externalcontact/get_moment_task`: who published a moment.
//!
//! Page 93333 (2023/12/01), server-api.md §7.3. App token. Idempotent. The
//! company's moments only. Pages of up to 1,000.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, Method, Paged, TokenKind, UserId,
    number::{cursor, open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub moment_id: String,
    pub cursor: String,
    pub limit: u32,
}

impl Request {
    #[must_use]
    pub fn new(moment_id: impl Into<String>) -> Self {
        Self {
            moment_id: moment_id.into(),
            cursor: String::new(),
            limit: 1000,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_moment_task";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93333;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Task;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Task>, Option<String>) {
        (response.task_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub task_list: Vec<Task>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Task {
    pub userid: UserId,
    pub publish_status: PublishStatus,
}

open_number! {
/// Whether a member published it.
PublishStatus {
NOT_PUBLISHED = 0,
PUBLISHED = 1,
}
}
