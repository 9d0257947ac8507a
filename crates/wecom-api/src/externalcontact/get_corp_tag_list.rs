//! `POST /cgi-bin/externalcontact/get_corp_tag_list`: the company's customer
//! tags.
//!
//! Page 92117 (2023/12/01), server-api.md §4.9. App token. Idempotent. Without
//! ids: all. With both kinds of ids only the groups' count.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, Method, TokenKind,
    number::{maybe_number, number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag_id: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_id: Vec<String>,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
            tag_id: Vec::new(),
            group_id: Vec::new(),
        }
    }
}

impl Default for Request {
    fn default() -> Self {
        Self::new()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_corp_tag_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92117;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub tag_group: Vec<TagGroup>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct TagGroup {
    pub group_id: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub group_name: String,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
    /// The larger stands before.
    #[serde(default, deserialize_with = "maybe_number")]
    pub order: Option<i64>,
    /// Only told when asked for by id.
    #[serde(default, deserialize_with = "or_empty")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "maybe_number")]
    pub strategy_id: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub tag: Vec<Tag>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Tag {
    pub id: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
    #[serde(default, deserialize_with = "maybe_number")]
    pub order: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub deleted: bool,
}
