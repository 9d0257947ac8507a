//! `POST /cgi-bin/service/get_provider_token`: a provider's token.
//!
//! Page 96237 (2019/12/06), server-api.md §10.1. Needs no token. Idempotent.
//! [`crate::ProviderClient`] does it by itself.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use serde::ser::{SerializeStruct as _, Serializer};

use crate::{Body, CorpId, Endpoint, Method, TokenKind, number::number};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub corpid: CorpId,
    pub provider_secret: SecretString,
}

impl Request {
    #[must_use]
    pub fn new(corpid: impl Into<CorpId>, provider_secret: SecretString) -> Self {
        Self {
            corpid: corpid.into(),
            provider_secret,
        }
    }
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("Request", 2)?;
        body.serialize_field("corpid", &self.corpid)?;
        body.serialize_field("provider_secret", self.provider_secret.expose_secret())?;
        body.end()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/get_provider_token";
    const TOKEN: TokenKind = TokenKind::None;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 96237;
    const SECRET_ANSWER: bool = true;
    const SAYS_ZERO: bool = false;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Up to 512 bytes.
    pub provider_access_token: SecretString,
    /// Seconds.
    #[serde(deserialize_with = "number")]
    pub expires_in: i64,
}
