//! `POST /cgi-bin/externalcontact/get_moment_comments`: comments and likes of
//! a moment.
//!
//! Page 93333 (2023/12/01), server-api.md §7.3. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, ExternalUserId, Method, TokenKind, UserId,
    number::{number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub moment_id: String,
    pub userid: UserId,
}

impl Request {
    #[must_use]
    pub fn new(moment_id: impl Into<String>, userid: impl Into<UserId>) -> Self {
        Self {
            moment_id: moment_id.into(),
            userid: userid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_moment_comments";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93333;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub comment_list: Vec<Reaction>,
    #[serde(default, deserialize_with = "or_empty")]
    pub like_list: Vec<Reaction>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Reaction {
    /// Of a customer.
    pub external_userid: Option<ExternalUserId>,
    /// Of a member.
    pub userid: Option<UserId>,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
}
