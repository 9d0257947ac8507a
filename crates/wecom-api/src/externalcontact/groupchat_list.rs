//! `POST /cgi-bin/externalcontact/groupchat/list`: customer groups.
//!
//! Page 92120 (2025/01/13), server-api.md §4.5. App token. Idempotent. Pages
//! of up to 1,000.

use serde::{Deserialize, Serialize};

use crate::{
    Body, ChatId, Endpoint, Method, Paged, TokenKind, UserId,
    number::{cursor, open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// 0 all, 1 the owner left, 2 being inherited, 3 inherited.
    pub status_filter: u8,
    /// Without it, and with over 1,000 members in range: 81017.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_filter: Option<OwnerFilter>,
    pub cursor: String,
    pub limit: u32,
}

/// Up to 100 owners.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct OwnerFilter {
    pub userid_list: Vec<UserId>,
}

impl Request {
    /// The groups that these members own.
    #[must_use]
    pub fn owned_by<I>(owners: impl IntoIterator<Item = I>) -> Self
    where
        I: Into<UserId>,
    {
        let userid_list = owners.into_iter().map(Into::into).collect();
        Self {
            owner_filter: Some(OwnerFilter { userid_list }),
            ..Self::all()
        }
    }

    /// The groups of every owner in the app's visible range.
    #[must_use]
    pub fn all() -> Self {
        Self {
            status_filter: 0,
            owner_filter: None,
            cursor: String::new(),
            limit: 1000,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/groupchat/list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92120;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = GroupEntry;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<GroupEntry>, Option<String>) {
        (response.group_chat_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub group_chat_list: Vec<GroupEntry>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupEntry {
    pub chat_id: ChatId,
    pub status: GroupStatus,
}

open_number! {
    /// What became of a group's owner.
    GroupStatus {
        NORMAL = 0,
        OWNER_LEFT = 1,
        INHERITING = 2,
        INHERITED = 3,
    }
}
