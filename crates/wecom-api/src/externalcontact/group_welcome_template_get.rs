//! `POST /cgi-bin/externalcontact/group_welcome_template/get`: a welcome.
//!
//! Page 92366 (2023/12/01), server-api.md §6.8. App token. Idempotent.

use serde::{Deserialize, Serialize};

use super::get_groupmsg_list_v2::{Image, Link, Media, MiniProgram, Text};
use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub template_id: String,
}

impl Request {
    #[must_use]
    pub fn new(template_id: impl Into<String>) -> Self {
        Self {
            template_id: template_id.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/group_welcome_template/get";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 92366;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub text: Option<Text>,
    /// By its link.
    pub image: Option<Image>,
    pub link: Option<Link>,
    pub miniprogram: Option<MiniProgram>,
    pub file: Option<Media>,
    pub video: Option<Media>,
}
