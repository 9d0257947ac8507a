//! `POST /cgi-bin/externalcontact/get_group_msg_result`: results of tasks from
//! before 2020-11-17.
//!
//! Page 16251, server-api.md §6.6. App token. Idempotent. Its page is no
//! longer to be had: newer tasks have `get_groupmsg_send_result`.

use serde::{Deserialize, Serialize};

use super::get_groupmsg_send_result::SendStatus;
use crate::{
    Body, ChatId, Endpoint, ExternalUserId, Method, MsgId, TokenKind, UserId,
    number::{maybe_number, or_empty},
};

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
    const PATH: &'static str = "/cgi-bin/externalcontact/get_group_msg_result";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 16251;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "maybe_number")]
    pub check_status: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub detail_list: Vec<Detail>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Detail {
    pub external_userid: Option<ExternalUserId>,
    pub chat_id: Option<ChatId>,
    pub userid: UserId,
    pub status: SendStatus,
    /// Unix seconds.
    #[serde(default, deserialize_with = "maybe_number")]
    pub send_time: Option<i64>,
}
