//! `POST /cgi-bin/externalcontact/mark_tag`: gives a customer tags, or takes
//! them.
//!
//! Page 92118 (2023/12/01), server-api.md §4.9. App token. Idempotent. At most
//! 3,000 tags for a member and customer.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, ExternalUserId, Method, TokenKind, UserId};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub userid: UserId,
    /// A customer of this very member.
    pub external_userid: ExternalUserId,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_tag: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove_tag: Vec<String>,
}

impl Request {
    #[must_use]
    pub fn new(userid: impl Into<UserId>, external_userid: impl Into<ExternalUserId>) -> Self {
        Self {
            userid: userid.into(),
            external_userid: external_userid.into(),
            add_tag: Vec::new(),
            remove_tag: Vec::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/mark_tag";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92118;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
