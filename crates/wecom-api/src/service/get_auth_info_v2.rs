//! `POST /cgi-bin/service/v2/get_auth_info`: what a company granted.
//!
//! Page 100779 (2025/01/02), server-api.md §10.1. Suite token. Idempotent.

use secrecy::SecretString;
use serde::Deserialize;

use super::{get_permanent_code_v2::AuthCorp, installed::installed};
use crate::{
    Body, CorpId, Endpoint, Method, TokenKind, UserId,
    number::{maybe_number, number, or_empty},
};

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
    const PATH: &'static str = "/cgi-bin/service/v2/get_auth_info";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 100779;

    type Response = Response;

    fn body(&self) -> Body {
        installed(&self.auth_corpid, &self.permanent_code)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub auth_corp_info: AuthCorp,
    pub auth_info: Option<AuthInfo>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AuthInfo {
    #[serde(default, deserialize_with = "or_empty")]
    pub agent: Vec<Agent>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Agent {
    #[serde(deserialize_with = "number")]
    pub agentid: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    /// 0 by an administrator, 1 by members.
    #[serde(default, deserialize_with = "maybe_number")]
    pub auth_mode: Option<i64>,
    /// Provider-developed.
    #[serde(default, deserialize_with = "or_empty")]
    pub is_customized_app: bool,
    pub privilege: Option<Privilege>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Privilege {
    #[serde(default, deserialize_with = "maybe_number")]
    pub level: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub allow_party: Vec<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub allow_user: Vec<UserId>,
    #[serde(default, deserialize_with = "or_empty")]
    pub allow_tag: Vec<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub extra_party: Vec<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub extra_user: Vec<UserId>,
    #[serde(default, deserialize_with = "or_empty")]
    pub extra_tag: Vec<i64>,
}
