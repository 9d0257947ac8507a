//! `POST /cgi-bin/externalcontact/get_new_external_userid`: customers' ids
//! after the upgrade.
//!
//! Page 97107 (2022/11/03), server-api.md §10.2. App token. Idempotent. A
//! provider's app.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, ExternalUserId, Method, TokenKind, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 1,000; 200 are advised.
    pub external_userid_list: Vec<ExternalUserId>,
}

impl Request {
    #[must_use]
    pub fn new(external_userid_list: impl IntoIterator<Item = impl Into<ExternalUserId>>) -> Self {
        Self {
            external_userid_list: external_userid_list.into_iter().map(Into::into).collect(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_new_external_userid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 97107;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Item {
    pub external_userid: ExternalUserId,
    pub new_external_userid: ExternalUserId,
}
