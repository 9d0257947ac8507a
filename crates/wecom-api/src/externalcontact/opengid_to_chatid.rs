//! `POST /cgi-bin/externalcontact/opengid_to_chatid`: a group seen from WeChat.
//!
//! Page 94822 (2023/12/01), server-api.md §4.7. App token. The
//! owner is in range. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, ChatId, Endpoint, Method, TokenKind};

/// Asks which customer group `wx.getGroupEnterInfo` told of.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub opengid: String,
}

impl Request {
    #[must_use]
    pub fn new(opengid: impl Into<String>) -> Self {
        Self {
            opengid: opengid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/opengid_to_chatid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 94822;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub chat_id: ChatId,
}
