//! `POST /cgi-bin/externalcontact/remind_groupmsg_send`: reminds who has not sent.
//!
//! Page 97610 (2025/11/17), server-api.md §6.2. App token. Not
//! idempotent: each call reminds, and a task has three reminders in 24 hours
//! (41094).

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, MsgId, TokenKind};

/// Reminds the members of a mass-send task.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub msgid: MsgId,
}

impl Request {
    #[must_use]
    pub fn new(msgid: impl Into<MsgId>) -> Self {
        Self {
            msgid: msgid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/remind_groupmsg_send";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 97610;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
