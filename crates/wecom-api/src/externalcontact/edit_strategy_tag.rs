//! `POST /cgi-bin/externalcontact/edit_strategy_tag`: renames or moves a tag
//! of a rule group.
//!
//! Page 94882 (2023/12/01), server-api.md §4.9. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
}

impl Request {
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: None,
            order: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/edit_strategy_tag";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 94882;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
