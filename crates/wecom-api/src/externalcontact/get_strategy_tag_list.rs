//! `POST /cgi-bin/externalcontact/get_strategy_tag_list`: tags of a rule group
//! (规则组).
//!
//! Page 94882 (2023/12/01), server-api.md §4.9. App token. Idempotent.

use serde::{Deserialize, Serialize};

use super::get_corp_tag_list::TagGroup;
use crate::{Body, Endpoint, Method, TokenKind, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strategy_id: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tag_id: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group_id: Vec<String>,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
            strategy_id: None,
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
    const PATH: &'static str = "/cgi-bin/externalcontact/get_strategy_tag_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 94882;

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
