//! `POST /cgi-bin/externalcontact/cancel_groupmsg_send`: stops a mass-send task.
//!
//! Page 97611 (2025/11/17), server-api.md §6.3. App token. What is
//! sent is not called back. Not idempotent: a cancelled task is refused (41093).

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, MsgId, TokenKind};

/// Stops what members have not sent yet.
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
    const PATH: &'static str = "/cgi-bin/externalcontact/cancel_groupmsg_send";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 97611;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
