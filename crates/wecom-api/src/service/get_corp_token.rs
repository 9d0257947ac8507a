//! `POST /cgi-bin/service/get_corp_token`: the token of a company that
//! installed the suite.
//!
//! Page 90605 (2021/11/30), server-api.md §10.1. Suite token. Idempotent.
//! [`crate::SuiteClient::corp`] does it by itself. Not for provider-developed
//! apps: those have `gettoken`.

use secrecy::SecretString;
use serde::Deserialize;

use super::installed::installed;
use crate::{Body, CorpId, Endpoint, Method, TokenKind, number::number};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub auth_corpid: CorpId,
    pub permanent_code: SecretString,
}

impl Request {
    #[must_use]
    pub fn new(auth_corpid: impl Into<CorpId>, permanent_code: SecretString) -> Self {
        Self {
            auth_corpid: auth_corpid.into(),
            permanent_code,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/get_corp_token";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90605;
    const SECRET_ANSWER: bool = true;
    const SAYS_ZERO: bool = false;

    type Response = Response;

    fn body(&self) -> Body {
        installed(&self.auth_corpid, &self.permanent_code)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Up to 512 bytes.
    pub access_token: SecretString,
    /// Seconds.
    #[serde(deserialize_with = "number")]
    pub expires_in: i64,
}
