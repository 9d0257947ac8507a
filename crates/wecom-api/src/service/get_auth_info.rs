//! `POST /cgi-bin/service/get_auth_info`: the older form of what a company
//! granted.
//!
//! Page 100779 (2025/01/02), server-api.md §10.1. Suite token. Idempotent. The
//! facts name its path only; the page is that of v2.

use super::installed::installed;
use crate::{Body, CorpId, Endpoint, Method, TokenKind};
use secrecy::SecretString;

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
    const PATH: &'static str = "/cgi-bin/service/get_auth_info";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 100779;

    type Response = Response;

    fn body(&self) -> Body {
        installed(&self.auth_corpid, &self.permanent_code)
    }
}

pub use super::get_auth_info_v2::Response;
