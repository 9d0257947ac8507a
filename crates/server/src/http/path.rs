//! Ids in paths.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};

use crate::{codes::Code, problem::Problem, service::Service};

/// The share's id in a path. What cannot be one is not found.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl FromRequestParts<Arc<Service>> for Id {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Problem> {
        match Path::<String>::from_request_parts(parts, service).await {
            Ok(Path(id)) => Ok(Self(id)),
            // Bytes that are no text.
            Err(_) => Err(Code::ShareNotFound.into()),
        }
    }
}
