//! `POST /cgi-bin/service/get_permanent_code`: the older trade of an auth
//! code.
//!
//! Page 91911 (2022/11/22), server-api.md §10.1. Suite token. Not idempotent.
//! Also gives a token. Not for provider-developed apps.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{
    get_auth_info_v2::AuthInfo,
    get_permanent_code_v2::{AuthCorp, AuthUser},
};
use crate::{Body, Endpoint, Method, TokenKind, number::maybe_number};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
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
    const PATH: &'static str = "/cgi-bin/service/get_permanent_code";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 91911;
    const SECRET_ANSWER: bool = true;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub access_token: Option<SecretString>,
    /// Seconds.
    #[serde(default, deserialize_with = "maybe_number")]
    pub expires_in: Option<i64>,
    pub permanent_code: SecretString,
    pub auth_corp_info: AuthCorp,
    pub auth_info: Option<AuthInfo>,
    pub auth_user_info: Option<AuthUser>,
}
