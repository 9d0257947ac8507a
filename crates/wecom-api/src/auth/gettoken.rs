//! `GET /cgi-bin/gettoken`: the app's access token.
//!
//! Page 91039 (2024/03/26), server-api.md §2.1. Needs no token. Idempotent:
//! asked again in time, WeCom gives the same token. Wrong secrets, repeated,
//! ban the calling address for an hour.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::{CorpId, Endpoint, Method, Query, TokenKind, number::number};

/// Asks for the token of one app. [`crate::AppClient`] does it by itself.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub corpid: CorpId,
    pub corpsecret: SecretString,
}

impl Request {
    #[must_use]
    pub fn new(corpid: impl Into<CorpId>, corpsecret: SecretString) -> Self {
        Self {
            corpid: corpid.into(),
            corpsecret,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/gettoken";
    const TOKEN: TokenKind = TokenKind::None;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 91039;
    const SECRET_ANSWER: bool = true;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![
            ("corpid", self.corpid.as_str().into()),
            ("corpsecret", self.corpsecret.expose_secret().into()),
        ]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Up to 512 bytes.
    pub access_token: SecretString,
    /// Seconds, normally 7200. WeCom may end a token earlier.
    #[serde(deserialize_with = "number")]
    pub expires_in: i64,
}
