//! `POST /cgi-bin/externalcontact/add_strategy_tag`: adds tags to a rule
//! group.
//!
//! Page 94882 (2023/12/01), server-api.md §4.9. App token. Not idempotent.
//! Only level-1 groups hold tags; they count into the company's 10,000.

use serde::{Deserialize, Serialize};

use super::{add_corp_tag::NewTag, get_corp_tag_list::TagGroup};
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub strategy_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    pub tag: Vec<NewTag>,
}

impl Request {
    #[must_use]
    pub fn new(strategy_id: i64, tag: Vec<NewTag>) -> Self {
        Self {
            strategy_id,
            group_id: None,
            group_name: None,
            order: None,
            tag,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_strategy_tag";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 94882;

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
