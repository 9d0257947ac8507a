//! `POST /cgi-bin/batch/userid_to_openuserid`: members' ids as the provider
//! knows them.
//!
//! Page 97106 (2023/03/30), server-api.md §10.2. App token. Idempotent. A
//! provider's app.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 1,000.
    pub userid_list: Vec<UserId>,
}

impl Request {
    #[must_use]
    pub fn new(userid_list: impl IntoIterator<Item = impl Into<UserId>>) -> Self {
        Self {
            userid_list: userid_list.into_iter().map(Into::into).collect(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/batch/userid_to_openuserid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 97106;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub open_userid_list: Vec<Pair>,
    #[serde(default, deserialize_with = "or_empty")]
    pub invalid_userid_list: Vec<UserId>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Pair {
    pub userid: UserId,
    pub open_userid: UserId,
}
