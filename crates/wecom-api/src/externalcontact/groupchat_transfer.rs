//! `POST /cgi-bin/externalcontact/groupchat/transfer`: gives groups of members
//! who left to another.
//!
//! Page 92127 (2023/12/01), server-api.md §4.11. App token. Not idempotent.
//! Limits as of `groupchat_onjob_transfer`. An owner who is still here: 90500.

use serde::{Deserialize, Serialize};

use super::groupchat_onjob_transfer::FailedChat;
use crate::{Body, ChatId, Endpoint, Method, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 100.
    pub chat_id_list: Vec<ChatId>,
    pub new_owner: UserId,
}

impl Request {
    #[must_use]
    pub fn new(
        chat_id_list: impl IntoIterator<Item = impl Into<ChatId>>,
        new_owner: impl Into<UserId>,
    ) -> Self {
        Self {
            chat_id_list: chat_id_list.into_iter().map(Into::into).collect(),
            new_owner: new_owner.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/groupchat/transfer";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92127;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub failed_chat_list: Vec<FailedChat>,
}
