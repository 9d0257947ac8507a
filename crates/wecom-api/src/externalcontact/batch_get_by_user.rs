//! `POST /cgi-bin/externalcontact/batch/get_by_user`: customers with names.
//!
//! Page 92994 (2025/11/17), server-api.md §4.4. App token. Idempotent. Pages
//! of up to 100.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, ExternalUserId, Method, Paged, TokenKind, UserId,
    number::{cursor, maybe_number, number, open_number, or_empty},
};

/// Asks for the customers of up to 100 members.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub userid_list: Vec<UserId>,
    pub cursor: String,
    /// WeCom's default is 50; more than 100 is taken as 100.
    pub limit: u32,
}

impl Request {
    #[must_use]
    pub fn new<I>(userids: impl IntoIterator<Item = I>) -> Self
    where
        I: Into<UserId>,
    {
        Self {
            userid_list: userids.into_iter().map(Into::into).collect(),
            cursor: String::new(),
            limit: 100,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/batch/get_by_user";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92994;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Customer;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Customer>, Option<String>) {
        (response.external_contact_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub external_contact_list: Vec<Customer>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
    /// Members left out because they have no interop license (provider apps).
    #[serde(default, deserialize_with = "or_empty")]
    pub fail_info: FailInfo,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[non_exhaustive]
pub struct FailInfo {
    #[serde(default, deserialize_with = "or_empty")]
    pub unlicensed_userid_list: Vec<UserId>,
}

/// A customer and the member who added them: one row for each such pair.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Customer {
    pub external_contact: ExternalContact,
    pub follow_info: FollowInfo,
}

/// The customer, as everyone sees them. Fields: server-api.md §4.3.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ExternalContact {
    pub external_userid: ExternalUserId,
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Option<ContactKind>,
    /// Not given to provider apps.
    pub avatar: Option<String>,
    /// Only for WeChat users, and if the company bound a developer id.
    pub unionid: Option<String>,
}

open_number! {
    /// Where a customer comes from.
    ContactKind {
        WECHAT = 1,
        WECOM = 2,
    }
}

/// What one member knows of the customer.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct FollowInfo {
    pub userid: UserId,
    #[serde(default, deserialize_with = "or_empty")]
    pub remark: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub description: String,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub createtime: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub tag_id: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub state: String,
    /// See server-api.md §4.3 for the values.
    #[serde(default, deserialize_with = "maybe_number")]
    pub add_way: Option<i64>,
}
