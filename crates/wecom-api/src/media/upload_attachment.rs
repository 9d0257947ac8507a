//! `POST /cgi-bin/media/upload_attachment`: a file for moments or the album.
//!
//! Page 95098 (2025/06/10), server-api.md §5.5. App token. Not idempotent:
//! each call makes another `media_id`, good for three days and for its own
//! purpose only (41072).

use bytes::Bytes;

use crate::{Body, Endpoint, FilePart, Method, Query, TokenKind};

pub use super::upload::Response;

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub kind: Kind,
    pub purpose: Purpose,
    pub file: FilePart,
}

/// The `media_type` of a file. All are of more than 5 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPG or PNG up to 10 MB; for moments at most 10,800 × 1,080 px.
    Image,
    /// MP4 up to 10 MB; for moments at most 30 seconds.
    Video,
    /// Up to 10 MB.
    File,
}

/// The `attachment_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Takes images and videos.
    Moments,
    /// Takes images.
    ProductAlbum,
}

impl Request {
    #[must_use]
    pub fn new(
        kind: Kind,
        purpose: Purpose,
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
        Self {
            kind,
            purpose,
            file,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/media/upload_attachment";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 95098;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        let kind = match self.kind {
            Kind::Image => "image",
            Kind::Video => "video",
            Kind::File => "file",
        };
        let purpose = match self.purpose {
            Purpose::Moments => "1",
            Purpose::ProductAlbum => "2",
        };
        vec![
            ("media_type", kind.into()),
            ("attachment_type", purpose.into()),
        ]
    }

    fn body(&self) -> Body {
        Body::File(self.file.clone())
    }
}
