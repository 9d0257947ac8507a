//! `POST /cgi-bin/service/set_session_info`: what an authorisation is to be.
//!
//! Page 90602 (2018/10/18), server-api.md §10.1. Suite token. Idempotent. An
//! expired code: 42007.

use serde::{Deserialize, Serialize};

use serde::Serializer;

use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub pre_auth_code: String,
    pub session_info: SessionInfo,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct SessionInfo {
    /// None: all of the suite's.
    pub appid: Vec<i64>,
    pub auth_type: AuthType,
}

/// 0 or 1 on the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AuthType {
    #[default]
    Real,
    /// By the provider's own test companies.
    Test,
}

impl Serialize for AuthType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*self as u8)
    }
}

impl Request {
    #[must_use]
    pub fn new(pre_auth_code: impl Into<String>, session_info: SessionInfo) -> Self {
        Self {
            pre_auth_code: pre_auth_code.into(),
            session_info,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/set_session_info";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90602;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
