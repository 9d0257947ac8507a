//! `POST /cgi-bin/service/get_suite_token`: a suite's token.
//!
//! Page 90600 (2023/02/21), server-api.md §10.1. Needs no token. Idempotent.
//! [`crate::SuiteClient`] does it by itself. Also for provider-developed
//! templates (dk…).

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use serde::ser::{SerializeStruct as _, Serializer};

use crate::{Body, Endpoint, Method, TokenKind, number::number};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub suite_id: String,
    pub suite_secret: SecretString,
    pub suite_ticket: SecretString,
}

impl Request {
    #[must_use]
    pub fn new(
        suite_id: impl Into<String>,
        suite_secret: SecretString,
        suite_ticket: SecretString,
    ) -> Self {
        Self {
            suite_id: suite_id.into(),
            suite_secret,
            suite_ticket,
        }
    }
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("Request", 3)?;
        body.serialize_field("suite_id", &self.suite_id)?;
        body.serialize_field("suite_secret", self.suite_secret.expose_secret())?;
        body.serialize_field("suite_ticket", self.suite_ticket.expose_secret())?;
        body.end()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/get_suite_token";
    const TOKEN: TokenKind = TokenKind::None;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90600;
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
    pub suite_access_token: SecretString,
    /// Seconds.
    #[serde(deserialize_with = "number")]
    pub expires_in: i64,
}
