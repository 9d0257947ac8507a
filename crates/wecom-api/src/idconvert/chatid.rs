//! `POST /cgi-bin/idconvert/chatid`: groups' ids after the upgrade.
//!
//! Page 99601 (2024/07/18), server-api.md §10.2. App token. Idempotent. A
//! provider-developed app. 40165 to 40168 tell the state of the upgrade.

use serde::{Deserialize, Serialize};

use crate::{Body, ChatId, Endpoint, Method, TokenKind, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 100.
    pub chat_id_list: Vec<ChatId>,
}

impl Request {
    #[must_use]
    pub fn new(chat_id_list: impl IntoIterator<Item = impl Into<ChatId>>) -> Self {
        Self {
            chat_id_list: chat_id_list.into_iter().map(Into::into).collect(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/idconvert/chatid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 99601;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub items: Vec<Item>,
    #[serde(default, deserialize_with = "or_empty")]
    pub invalid_chat_id_list: Vec<ChatId>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Item {
    pub chat_id: ChatId,
    pub new_chat_id: ChatId,
}
