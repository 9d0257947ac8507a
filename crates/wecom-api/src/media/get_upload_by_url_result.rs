//! `POST /cgi-bin/media/get_upload_by_url_result`: what became of a fetch.
//!
//! Page 96219 (2022/12/14), server-api.md §5.6. App token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, MediaId, Method, TokenKind,
    number::{maybe_number, open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub jobid: String,
}

impl Request {
    #[must_use]
    pub fn new(jobid: impl Into<String>) -> Self {
        Self {
            jobid: jobid.into(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/media/get_upload_by_url_result";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 96219;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub status: JobStatus,
    pub detail: Option<Detail>,
}

open_number! {
/// How far the job is.
JobStatus {
RUNNING = 1,
DONE = 2,
FAILED = 3,
}
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Detail {
    /// 830001, 830003, 45001, 301019.
    #[serde(default, deserialize_with = "maybe_number")]
    pub errcode: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub errmsg: String,
    pub media_id: Option<MediaId>,
    /// Unix seconds. A string on the wire.
    #[serde(default, deserialize_with = "maybe_number")]
    pub created_at: Option<i64>,
}
