//! `POST /cgi-bin/externalcontact/groupchat/get_join_way`: a way to join
//! groups.
//!
//! Page 92229 (2023/12/01), server-api.md §4.11. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{
    Body, ChatId, Endpoint, Method, TokenKind,
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
    const PATH: &'static str = "/cgi-bin/externalcontact/groupchat/get_join_way";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92229;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub join_way: JoinWay,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct JoinWay {
    pub config_id: String,
    #[serde(deserialize_with = "number")]
    pub scene: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub remark: String,
    #[serde(default, deserialize_with = "maybe_number")]
    pub auto_create_room: Option<i64>,
    pub room_base_name: Option<String>,
    #[serde(default, deserialize_with = "maybe_number")]
    pub room_base_id: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub chat_id_list: Vec<ChatId>,
    pub qr_code: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub state: String,
    pub mark_source: Option<bool>,
}
