//! `POST /cgi-bin/service/v2/get_permanent_code`: trades an auth code for the
//! permanent code.
//!
//! Page 100776 (2025/05/21), server-api.md §10.1. Suite token. Not idempotent.
//! The recommended one. A code works once, within 10 minutes: keep what comes
//! back before anything else.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use serde_json::Value;

use crate::{Body, CorpId, Endpoint, Method, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Up to 512 bytes.
    pub auth_code: String,
}

impl Request {
    #[must_use]
    pub fn new(auth_code: impl Into<String>) -> Self {
        Self {
            auth_code: auth_code.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/v2/get_permanent_code";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 100776;
    const SECRET_ANSWER: bool = true;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub permanent_code: SecretString,
    pub auth_corp_info: AuthCorp,
    pub auth_user_info: Option<AuthUser>,
    pub register_code_info: Option<Value>,
    pub state: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AuthCorp {
    pub corpid: CorpId,
    #[serde(default, deserialize_with = "or_empty")]
    pub corp_name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AuthUser {
    pub userid: Option<UserId>,
    pub open_userid: Option<String>,
    pub name: Option<String>,
    pub avatar: Option<String>,
}
