//! `POST /cgi-bin/media/uploadimg`: a picture's lasting link.
//!
//! Page 90256 (2022/01/20), server-api.md §5.3. App token. Not idempotent:
//! each call counts against 1,000 a day and 3,000 a month of the company, and
//! over the month's quota uploading is blocked for 30 days. Takes more than 5
//! bytes and at most 2 MB; the page prints no formats.

use bytes::Bytes;
use serde::Deserialize;

use crate::{Body, Endpoint, FilePart, Method, TokenKind};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub file: FilePart,
}

impl Request {
    /// The page's sample has an arbitrary part name; `media` is what public
    /// SDKs send.
    #[must_use]
    pub fn new(
        filename: impl Into<String>,
        content_type: impl Into<String>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        let file = FilePart {
            name: "media",
            filename: filename.into(),
            content_type: content_type.into(),
            bytes: bytes.into(),
        };
        Self { file }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/media/uploadimg";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 90256;

    type Response = Response;

    fn body(&self) -> Body {
        Body::File(self.file.clone())
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    /// Lasts for ever. http in the page's sample; https is as possible.
    pub url: String,
}
