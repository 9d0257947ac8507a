//! `GET /cgi-bin/externalcontact/get_moment_task_result`: what became of
//! making a moments task.
//!
//! Page 95094 (2025/09/11), server-api.md §7.2. App token. Idempotent.

use serde::Deserialize;

use crate::{
    Endpoint, Method, Query, TokenKind, UserId,
    number::{maybe_number, open_number, or_empty},
};

#[derive(Debug, Clone)]
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
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_moment_task_result";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95094;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("jobid", self.jobid.as_str().into())]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub status: JobStatus,
    /// Only counts when done.
    pub result: Option<Outcome>,
}

open_number! {
/// How far the job is.
JobStatus {
STARTED = 1,
CREATING = 2,
DONE = 3,
}
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    #[serde(default, deserialize_with = "maybe_number")]
    pub errcode: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    pub errmsg: String,
    pub moment_id: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    pub invalid_sender_list: Senders,
    #[serde(default, deserialize_with = "or_empty")]
    pub invalid_external_contact_list: Viewers,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[non_exhaustive]
pub struct Senders {
    #[serde(default, deserialize_with = "or_empty")]
    pub user_list: Vec<UserId>,
    #[serde(default, deserialize_with = "or_empty")]
    pub department_list: Vec<i64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[non_exhaustive]
pub struct Viewers {
    #[serde(default, deserialize_with = "or_empty")]
    pub tag_list: Vec<String>,
}
