//! Who is asking.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use wecom_share_store::Owner;

use crate::{apps::App, codes::Code, ids, problem::Problem, service::Service};

/// A member with a running session, and the app they speak through.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) app: Arc<App>,
    pub(crate) member: String,
}

impl Caller {
    /// Whose shares these are.
    pub(crate) fn owner(&self) -> Owner<'_> {
        Owner {
            corpid: self.app.corpid(),
            member: &self.member,
        }
    }
}

impl FromRequestParts<Arc<Service>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(bearer)
            .ok_or(Code::SessionMissing)?;
        let session = service
            .store
            .session(&ids::hash_of(token))
            .await
            .map_err(|error| Problem::internal(&error))?
            .filter(|session| service.clock.now() < session.expires_at)
            .ok_or(Code::SessionExpired)?;
        // The operator may have removed the app since.
        let app = service
            .apps
            .of_session(&session)
            .ok_or(Code::SessionExpired)?;
        tracing::Span::current()
            .record("corp", &session.corpid)
            .record("member", &session.member);
        Ok(Self {
            app,
            member: session.member,
        })
    }
}

/// The scheme's name is read in any case, as RFC 9110 §11.1 says.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
