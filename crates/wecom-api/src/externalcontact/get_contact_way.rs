//! `POST /cgi-bin/externalcontact/get_contact_way`: a contact way.
//!
//! Page 92228 (2025/12/11), server-api.md §4.11. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, Method, TokenKind, UserId,
    number::{maybe_number, number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub config_id: String,
}

impl Request {
    #[must_use]
    pub fn new(config_id: impl Into<String>) -> Self {
        Self {
            config_id: config_id.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_contact_way";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92228;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub contact_way: ContactWay,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct ContactWay {
    pub config_id: String,
    #[serde(deserialize_with = "number")]
    #[serde(rename = "type")]
    pub kind: i64,
    #[serde(deserialize_with = "number")]
    pub scene: i64,
    #[serde(default, deserialize_with = "maybe_number")]
    pub style: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub remark: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub skip_verify: bool,
    #[serde(default, deserialize_with = "or_empty")]
    pub state: String,
    pub qr_code: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub user: Vec<UserId>,
    #[serde(default, deserialize_with = "or_empty")]
    pub party: Vec<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_temp: bool,
    #[serde(default, deserialize_with = "maybe_number")]
    pub expires_in: Option<i64>,
    #[serde(default, deserialize_with = "maybe_number")]
    pub chat_expires_in: Option<i64>,
    pub unionid: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub is_exclusive: bool,
    pub mark_source: Option<bool>,
}
