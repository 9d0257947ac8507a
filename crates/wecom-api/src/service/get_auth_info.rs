//! `POST /cgi-bin/service/get_auth_info`: the older form of what a company
//! granted.
//!
//! Page 100779 (2025/01/02), server-api.md §10.1. Suite token. Idempotent. The
//! facts name its path only; the page is that of v2.

use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use serde::ser::{SerializeStruct as _, Serializer};

use crate::{Body, CorpId, Endpoint, Method, TokenKind};

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

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("Request", 2)?;
        body.serialize_field("auth_corpid", &self.auth_corpid)?;
        body.serialize_field("permanent_code", self.permanent_code.expose_secret())?;
        body.end()
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
        Body::json(self)
    }
}

pub use super::get_auth_info_v2::Response;
