//! `POST /cgi-bin/externalcontact/get_groupmsg_task`: which members have sent.
//!
//! Page 93338 (2023/12/08), server-api.md §6.5. App token. Idempotent. Pages
//! of up to 1,000; more is taken as 500. 41063 right after a task was made.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, Method, MsgId, Paged, TokenKind, UserId,
    number::{cursor, maybe_number, open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub msgid: MsgId,
    pub limit: u32,
    pub cursor: String,
}

impl Request {
    #[must_use]
    pub fn new(msgid: impl Into<MsgId>) -> Self {
        Self {
            msgid: msgid.into(),
            limit: 1000,
            cursor: String::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_groupmsg_task";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93338;

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
    pub status: TaskStatus,
    /// Unix seconds; none if not sent.
    #[serde(default, deserialize_with = "maybe_number")]
    pub send_time: Option<i64>,
}

open_number! {
    /// Whether a member has confirmed. There is no 1.
    TaskStatus {
        NOT_SENT = 0,
        SENT = 2,
    }
}
