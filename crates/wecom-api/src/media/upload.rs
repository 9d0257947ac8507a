//! `POST /cgi-bin/media/upload`: a file for three days.
//!
//! Page 90253 (2024/07/22), server-api.md §5.2. App token. Not idempotent:
//! each call makes another `media_id`.

use bytes::Bytes;
use serde::Deserialize;

use crate::{Body, Endpoint, FilePart, MediaId, Method, Query, TokenKind, number::number};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub kind: Kind,
    pub file: FilePart,
}

/// The `type` of a file. All are of more than 5 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPG or PNG up to 10 MB.
    Image,
    /// AMR up to 2 MB and 60 seconds.
    Voice,
    /// MP4 up to 10 MB.
    Video,
    /// Anything up to 20 MB.
    File,
}

impl Kind {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Voice => "voice",
            Self::Video => "video",
            Self::File => "file",
        }
    }
}

impl Request {
    #[must_use]
    pub fn new(
        kind: Kind,
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
        Self { kind, file }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/media/upload";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 90253;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("type", self.kind.as_str().into())]
    }

    fn body(&self) -> Body {
        Body::File(self.file.clone())
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub media_id: MediaId,
    /// Unix seconds. A string on the wire.
    #[serde(deserialize_with = "number")]
    pub created_at: i64,
}
