//! `POST /cgi-bin/media/upload_by_url`: has WeCom fetch a large file.
//!
//! Page 96219 (2022/12/14), server-api.md §5.6. App token. Not idempotent. For
//! welcomes of groups only. The address must support `Range`.

use serde::{Deserialize, Serialize};

use crate::{Body, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// 1: welcomes of groups.
    pub scene: u8,
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Up to 128 bytes.
    pub filename: String,
    /// Up to 1,024 bytes.
    pub url: String,
    /// Of the file, in hex.
    pub md5: String,
}

impl Request {
    #[must_use]
    pub fn new(
        scene: u8,
        kind: Kind,
        filename: impl Into<String>,
        url: impl Into<String>,
        md5: impl Into<String>,
    ) -> Self {
        Self {
            scene,
            kind,
            filename: filename.into(),
            url: url.into(),
            md5: md5.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/media/upload_by_url";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 96219;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Good for 60 minutes.
    pub jobid: String,
}

/// What is fetched: 5 bytes to 200 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// MP4.
    Video,
    File,
}
