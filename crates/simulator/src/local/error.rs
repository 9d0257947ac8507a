//! What the stand-in's own APIs say when they cannot do something: a stable code, a cause and a remedy.
//!
//! These are the stand-in's own errors. What WeCom would answer is never told this way.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Text;

#[derive(Clone, Debug)]
pub(crate) struct SimError {
    status: StatusCode,
    code: &'static str,
    cause: Text,
    remedy: Text,
}

impl SimError {
    pub fn new(
        status: StatusCode,
        code: &'static str,
        (zh, en): (impl Into<String>, impl Into<String>),
        (remedy_zh, remedy_en): (impl Into<String>, impl Into<String>),
    ) -> Self {
        Self {
            status,
            code,
            cause: Text::new(zh, en),
            remedy: Text::new(remedy_zh, remedy_en),
        }
    }

    /// 422: understood, but not possible.
    pub fn refused(
        code: &'static str,
        cause: (impl Into<String>, impl Into<String>),
        remedy: (impl Into<String>, impl Into<String>),
    ) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, cause, remedy)
    }

    pub fn not_found(code: &'static str, cause: (impl Into<String>, impl Into<String>)) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            code,
            cause,
            ("刷新页面再试", "reload the page and try again"),
        )
    }
}

/// Every refusal, as it is written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErrorEnvelope)]
pub(crate) struct Envelope {
    error: Problem,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Error)]
struct Problem {
    /// Stable; the words may change.
    code: &'static str,
    cause: Text,
    remedy: Text,
}

impl IntoResponse for SimError {
    fn into_response(self) -> Response {
        let error = Problem {
            code: self.code,
            cause: self.cause,
            remedy: self.remedy,
        };
        (self.status, Json(Envelope { error })).into_response()
    }
}
