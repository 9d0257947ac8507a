//! `POST /cgi-bin/externalcontact/groupchat/get`: one customer group.
//!
//! Page 92122 (2023/12/01), server-api.md §4.6. App token; the owner is in
//! range. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{
    Body, ChatId, Endpoint, Method, TokenKind, UserId,
    number::{number, open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub chat_id: ChatId,
    /// 1 to have the members' names.
    pub need_name: u8,
}

impl Request {
    #[must_use]
    pub fn new(chat_id: impl Into<ChatId>) -> Self {
        Self {
            chat_id: chat_id.into(),
            need_name: 0,
        }
    }

    #[must_use]
    pub fn with_names(self) -> Self {
        Self {
            need_name: 1,
            ..self
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/groupchat/get";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92122;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub group_chat: GroupChat,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupChat {
    pub chat_id: ChatId,
    /// Empty for a group nobody has named.
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    pub owner: UserId,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub notice: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub member_list: Vec<GroupMember>,
    #[serde(default, deserialize_with = "or_empty")]
    pub admin_list: Vec<Admin>,
    /// Changes with the members. Since 2023-11-20.
    pub member_version: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupMember {
    /// A member's id or a customer's, by `kind`.
    pub userid: String,
    #[serde(rename = "type")]
    pub kind: MemberKind,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub join_time: i64,
    /// 1 invited directly, 2 by an invitation's link, 3 by the group's QR code.
    #[serde(deserialize_with = "number")]
    pub join_scene: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub group_nickname: String,
    /// Only with `need_name`.
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
}

open_number! {
    /// Who a group's member is to the company.
    MemberKind {
        MEMBER = 1,
        EXTERNAL = 2,
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Admin {
    pub userid: UserId,
}
