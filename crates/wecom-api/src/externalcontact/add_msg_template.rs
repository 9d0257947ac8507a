//! `POST /cgi-bin/externalcontact/add_msg_template`: makes a mass-send task.
//!
//! Page 92135 (2025/11/17), server-api.md §6.1. App token. Not idempotent: each
//! call makes a task. Nothing is sent before each member confirms it.

use serde::{Deserialize, Serialize};

use super::outgoing::{Attachment, Text};
use crate::{
    Body, ChatId, Endpoint, ExternalUserId, Method, MsgId, TokenKind, UserId, number::or_empty,
};

/// A text, attachments, or both; not neither.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub chat_type: ChatType,
    /// Up to 10,000; only to customers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub external_userid: Vec<ExternalUserId>,
    /// Up to 2,000; only to groups. Without, the owner picks them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chat_id_list: Vec<ChatId>,
    /// Not looked at beside `external_userid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_filter: Option<TagFilter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<UserId>,
    /// Whether the member may pick other customers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub allow_select: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatType {
    /// To customers.
    Single,
    /// To customer groups.
    Group,
}

/// Customers with a tag of each group.
#[derive(Debug, Clone, Serialize)]
pub struct TagFilter {
    pub group_list: Vec<TagGroup>,
}

/// Any of these, up to 100.
#[derive(Debug, Clone, Serialize)]
pub struct TagGroup {
    pub tag_list: Vec<String>,
}

impl Request {
    /// To these customers; without a sender by whoever spoke with each last.
    #[must_use]
    pub fn to_customers<I>(customers: impl IntoIterator<Item = I>) -> Self
    where
        I: Into<ExternalUserId>,
    {
        Self {
            external_userid: customers.into_iter().map(Into::into).collect(),
            ..Self::of(ChatType::Single)
        }
    }

    /// To groups of this owner.
    #[must_use]
    pub fn to_groups_of(owner: impl Into<UserId>) -> Self {
        Self {
            sender: Some(owner.into()),
            ..Self::of(ChatType::Group)
        }
    }

    fn of(chat_type: ChatType) -> Self {
        Self {
            chat_type,
            external_userid: Vec::new(),
            chat_id_list: Vec::new(),
            tag_filter: None,
            sender: None,
            allow_select: false,
            text: None,
            attachments: Vec::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_msg_template";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92135;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Customers or groups that cannot be sent to. The task is for the rest.
    #[serde(default, deserialize_with = "or_empty")]
    pub fail_list: Vec<String>,
    pub msgid: MsgId,
}
