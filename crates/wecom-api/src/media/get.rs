//! `GET /cgi-bin/media/get`: a file.
//!
//! Page 90254 (2026/01/09), server-api.md §5.4. App token. Idempotent. Files of
//! over 20 MB come in parts only (830002); of some files only parts of whole
//! 16 bytes (40146).

use bytes::Bytes;

use crate::{
    Answer, Endpoint, Error, MediaId, Method, Query, Raw, TokenKind,
    read::{not_a_file, refusal_in},
};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub media_id: MediaId,
    /// The first byte and the last one wanted. None: all.
    pub part: Option<(u64, u64)>,
}

impl Request {
    #[must_use]
    pub fn new(media_id: impl Into<MediaId>) -> Self {
        Self {
            media_id: media_id.into(),
            part: None,
        }
    }

    /// From one byte to another, both wanted.
    #[must_use]
    pub fn part(self, first: u64, last: u64) -> Self {
        Self {
            part: Some((first, last)),
            ..self
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/media/get";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90254;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("media_id", self.media_id.as_str().into())]
    }

    /// As HTTP and the page's command line write it; the page's raw sample has
    /// a blank for the `=`.
    fn range(&self) -> Option<String> {
        let (first, last) = self.part?;
        Some(format!("bytes={first}-{last}"))
    }
}

/// The file, or the part that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    pub bytes: Bytes,
    pub content_type: Option<String>,
    pub filename: Option<String>,
    /// None if this is the whole file, whatever was asked for.
    pub part: Option<Part>,
}

/// Which part it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub first: u64,
    pub last: u64,
    /// Bytes of the whole file, if told.
    pub size: Option<u64>,
}

impl Answer for Response {
    /// A file has a name beside it (`Content-disposition`), or says which part
    /// it is. What has neither may be a refusal, which comes with status 200.
    fn read<E: Endpoint<Response = Self>>(raw: Raw) -> Result<Self, Error> {
        let part = raw.content_range.as_deref().and_then(parse_range);
        let is_file = matches!(raw.status, 200 | 206)
            && (raw.content_disposition.is_some() || part.is_some());
        if !is_file {
            return Err(refusal_in::<E>(&raw.body).unwrap_or_else(|| not_a_file::<E>(&raw)));
        }
        if raw.status == 206 && part.is_none() {
            return Err(not_a_file::<E>(&raw));
        }
        Ok(Self {
            filename: raw.content_disposition.as_deref().and_then(filename),
            part: part.filter(|_| raw.status == 206),
            bytes: raw.body,
            content_type: raw.content_type,
        })
    }
}

/// `attachment; filename="a.jpg"`
fn filename(disposition: &str) -> Option<String> {
    let (_, rest) = disposition.split_once("filename=")?;
    let name = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split(';').next()?.trim(),
    };
    (!name.is_empty()).then(|| name.to_owned())
}

/// `bytes 0-1023/2048`
fn parse_range(range: &str) -> Option<Part> {
    let (bounds, size) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = bounds.split_once('-')?;
    Some(Part {
        first: first.trim().parse().ok()?,
        last: last.trim().parse().ok()?,
        size: size.trim().parse().ok(),
    })
}
