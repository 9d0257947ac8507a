//! `POST /cgi-bin/externalcontact/get_groupmsg_send_result`: who received.
//!
//! Page 93338 (2023/12/08), server-api.md §6.6. App token. Idempotent. Pages
//! of up to 1,000; more is taken as 500.

use serde::{Deserialize, Serialize};

use crate::{
    Body, ChatId, Endpoint, ExternalUserId, Method, MsgId, Paged, TokenKind, UserId,
    number::{cursor, maybe_number, open_number, or_empty},
};

/// Asks for the receivers of what one member sent of a task.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub msgid: MsgId,
    pub userid: UserId,
    pub limit: u32,
    pub cursor: String,
}

impl Request {
    #[must_use]
    pub fn new(msgid: impl Into<MsgId>, userid: impl Into<UserId>) -> Self {
        Self {
            msgid: msgid.into(),
            userid: userid.into(),
            limit: 1000,
            cursor: String::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_groupmsg_send_result";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93338;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Sent;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Sent>, Option<String>) {
        (response.send_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub send_list: Vec<Sent>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

/// One receiver: a customer or a group. For groups without a preset choice
/// only those that were sent to are told.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Sent {
    pub external_userid: Option<ExternalUserId>,
    pub chat_id: Option<ChatId>,
    pub userid: UserId,
    pub status: SendStatus,
    /// Unix seconds; only when sent.
    #[serde(default, deserialize_with = "maybe_number")]
    pub send_time: Option<i64>,
}

open_number! {
    /// What became of a message to one receiver.
    SendStatus {
        NOT_SENT = 0,
        SENT = 1,
        NOT_A_FRIEND = 2,
        /// The receiver's quota of mass messages was used up.
        QUOTA_USED_UP = 3,
    }
}
