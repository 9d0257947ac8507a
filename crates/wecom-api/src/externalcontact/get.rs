//! `GET /cgi-bin/externalcontact/get`: one customer and who knows them.
//!
//! Page 92114 (2025/12/19), server-api.md §4.3. App token. Idempotent. Pages
//! of up to 500 members; each repeats the customer.

use serde::Deserialize;

use super::batch_get_by_user::ExternalContact;
use crate::{
    Endpoint, ExternalUserId, Method, Paged, Query, TokenKind, UserId,
    number::{cursor, maybe_number, number, open_number, or_empty},
};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub external_userid: ExternalUserId,
    pub cursor: String,
}

impl Request {
    #[must_use]
    pub fn new(external_userid: impl Into<ExternalUserId>) -> Self {
        Self {
            external_userid: external_userid.into(),
            cursor: String::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/externalcontact/get";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92114;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        let mut query: Query<'_> = vec![("external_userid", self.external_userid.as_str().into())];
        if !self.cursor.is_empty() {
            query.push(("cursor", self.cursor.as_str().into()));
        }
        query
    }
}

impl Paged for Request {
    type Item = FollowUser;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<FollowUser>, Option<String>) {
        (response.follow_user, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub external_contact: ExternalContact,
    /// Only members in the app's visible range.
    #[serde(default, deserialize_with = "or_empty")]
    pub follow_user: Vec<FollowUser>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

/// What one member knows of the customer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct FollowUser {
    pub userid: UserId,
    #[serde(default, deserialize_with = "or_empty")]
    pub remark: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub description: String,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub createtime: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub tags: Vec<Tag>,
    #[serde(default, deserialize_with = "or_empty")]
    pub remark_corp_name: String,
    /// Not given to provider apps.
    #[serde(default, deserialize_with = "or_empty")]
    pub remark_mobiles: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub state: String,
    /// See server-api.md §4.3 for the values.
    #[serde(default, deserialize_with = "maybe_number")]
    pub add_way: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Tag {
    #[serde(default, deserialize_with = "or_empty")]
    pub group_name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub tag_name: String,
    /// Not for personal tags.
    pub tag_id: Option<String>,
    #[serde(rename = "type")]
    pub kind: TagKind,
}

open_number! {
    /// Whose tag it is.
    TagKind {
        CORP = 1,
        PERSONAL = 2,
        /// Of a rule group (规则组).
        STRATEGY = 3,
    }
}
