//! `POST /cgi-bin/externalcontact/group_welcome_template/add`: a welcome for
//! those who join groups.
//!
//! Page 92366 (2023/12/01), server-api.md §6.8. App token. Not idempotent. 100
//! a company (41055). Besides the text one object counts: image before link,
//! miniprogram, file, video.

use serde::{Deserialize, Serialize};

use super::outgoing::{Image, Link, Media, MiniProgram, Text};
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
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
    /// 1 (the default): tells the members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify: Option<u8>,
}

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self {
            text: None,
            image: None,
            link: None,
            miniprogram: None,
            file: None,
            video: None,
            agentid: None,
            notify: None,
        }
    }
}

impl Default for Request {
    fn default() -> Self {
        Self::new()
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/group_welcome_template/add";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92366;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub template_id: String,
}
