//! `POST /cgi-bin/externalcontact/group_welcome_template/edit`: replaces a
//! welcome.
//!
//! Page 92366 (2023/12/01), server-api.md §6.8. App token. Idempotent. Only by
//! the app that made it (41058).

use serde::{Deserialize, Serialize};

use super::outgoing::{Image, Link, Media, MiniProgram, Text};
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub template_id: String,
    /// Up to 3,000 bytes when added; `%NICKNAME%` becomes the customer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub miniprogram: Option<MiniProgram>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Media>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<Media>,
    /// Only for old suites of several apps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agentid: Option<i64>,
}

impl Request {
    #[must_use]
    pub fn new(template_id: impl Into<String>) -> Self {
        Self {
            template_id: template_id.into(),
            text: None,
            image: None,
            link: None,
            miniprogram: None,
            file: None,
            video: None,
            agentid: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/group_welcome_template/edit";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92366;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
