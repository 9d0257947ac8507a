//! `POST /cgi-bin/miniprogram/transfer_session`: an upstream company's login
//! in a downstream one.
//!
//! Page 95817 (2023/01/11), server-api.md §3.4. App token. Idempotent. Token
//! of the downstream company, whose app the upstream one shares.

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use serde::ser::{SerializeStruct as _, Serializer};

use crate::{Body, Endpoint, Method, TokenKind, UserId};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    /// Encrypted, up to 64 bytes.
    pub userid: UserId,
    /// Up to 64 bytes.
    pub session_key: SecretString,
}

impl Request {
    #[must_use]
    pub fn new(userid: impl Into<UserId>, session_key: SecretString) -> Self {
        Self {
            userid: userid.into(),
            session_key,
        }
    }
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("Request", 2)?;
        body.serialize_field("userid", &self.userid)?;
        body.serialize_field("session_key", self.session_key.expose_secret())?;
        body.end()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/miniprogram/transfer_session";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95817;
    const SECRET_ANSWER: bool = true;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub userid: UserId,
    pub session_key: SecretString,
}
