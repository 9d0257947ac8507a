//! `POST /cgi-bin/service/get_admin_list`: an app's administrators.
//!
//! Page 90606, server-api.md §13. Suite token. Idempotent. Fields and page:
//! public SDKs.

use serde::{Deserialize, Serialize};

use crate::{
    Body, CorpId, Endpoint, Method, TokenKind, UserId,
    number::{open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub auth_corpid: CorpId,
    pub agentid: i64,
}

impl Request {
    #[must_use]
    pub fn new(auth_corpid: impl Into<CorpId>, agentid: i64) -> Self {
        Self {
            auth_corpid: auth_corpid.into(),
            agentid,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/get_admin_list";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90606;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub admin: Vec<Admin>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Admin {
    pub userid: UserId,
    pub open_userid: Option<String>,
    pub auth_type: AuthType,
}

open_number! {
/// What an administrator may do with the app.
AuthType {
SEND = 0,
MANAGE = 1,
}
}
