//! `POST /cgi-bin/externalcontact/groupchat/update_join_way`: replaces a way
//! to join groups.
//!
//! Page 92229 (2023/12/01), server-api.md §4.11. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, ChatId, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub config_id: String,
    /// 1 a mini program's plug-in, 2 a QR code.
    pub scene: u8,
    /// Up to 30 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// 1 (the default): makes a new group when all are full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_create_room: Option<u8>,
    /// Up to 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_base_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_base_id: Option<u32>,
    /// Up to 5.
    pub chat_id_list: Vec<ChatId>,
    /// Up to 30 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark_source: Option<bool>,
}

impl Request {
    #[must_use]
    pub fn new(
        config_id: impl Into<String>,
        scene: u8,
        chat_id_list: impl IntoIterator<Item = impl Into<ChatId>>,
    ) -> Self {
        Self {
            config_id: config_id.into(),
            scene,
            remark: None,
            auto_create_room: None,
            room_base_name: None,
            room_base_id: None,
            chat_id_list: chat_id_list.into_iter().map(Into::into).collect(),
            state: None,
            mark_source: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/groupchat/update_join_way";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92229;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
