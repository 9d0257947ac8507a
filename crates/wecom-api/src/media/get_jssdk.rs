//! `GET /cgi-bin/media/get/jssdk`: a voice that a page recorded.
//!
//! Page 90255 (2017/11/30), server-api.md §5.4. App token. Idempotent. Speex
//! of 16 kHz; nothing else.

use crate::{Endpoint, MediaId, Method, Query, TokenKind};

pub use super::get::Response;

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub media_id: MediaId,
}

impl Request {
    #[must_use]
    pub fn new(media_id: impl Into<MediaId>) -> Self {
        Self {
            media_id: media_id.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/media/get/jssdk";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90255;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("media_id", self.media_id.as_str().into())]
    }
}
