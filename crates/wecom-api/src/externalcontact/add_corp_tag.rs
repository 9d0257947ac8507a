//! `POST /cgi-bin/externalcontact/add_corp_tag`: adds tags to a group.
//!
//! Page 92117 (2023/12/01), server-api.md §4.9. App token. Not idempotent. A
//! group of this name is used if there is one. At most 10,000 tags a company
//! (40126); an app changes only tags that it made.

use serde::{Deserialize, Serialize};

use super::get_corp_tag_list::TagGroup;
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Counts before `group_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// Up to 30 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    pub tag: Vec<NewTag>,
    /// Only for old suites of several apps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agentid: Option<i64>,
}

impl Request {
    #[must_use]
    pub fn new(tag: Vec<NewTag>) -> Self {
        Self {
            group_id: None,
            group_name: None,
            order: None,
            tag,
            agentid: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_corp_tag";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92117;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub tag_group: TagGroup,
}

/// A tag to be made.
#[derive(Debug, Clone, Serialize)]
pub struct NewTag {
    /// Up to 30 characters.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
}
