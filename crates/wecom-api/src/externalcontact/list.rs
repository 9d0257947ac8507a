//! `GET /cgi-bin/externalcontact/list`: a member's customers.
//!
//! Page 92113 (2025/11/17), server-api.md §4.2. App token. Idempotent. No
//! pages. Which code a member without customers gets is not documented;
//! 84061 fits.

use serde::Deserialize;

use crate::{Endpoint, ExternalUserId, Method, Query, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub userid: UserId,
}

impl Request {
    #[must_use]
    pub fn new(userid: impl Into<UserId>) -> Self {
        Self {
            userid: userid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/externalcontact/list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92113;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("userid", self.userid.as_str().into())]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub external_userid: Vec<ExternalUserId>,
}
