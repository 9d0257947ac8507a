//! `GET /cgi-bin/ticket/get`: the app's ticket.
//!
//! Page 90506 (2024/11/14), server-api.md §2.3. Token of the very app whose
//! agentid the page configures: another's ticket is refused there (42012).
//! Idempotent.

use super::LIMITS;
use crate::{Endpoint, Limit, Method, Query, TokenKind};

pub use super::get_jsapi_ticket::Response;

/// Asks for what signs `agentConfig`.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Request;

impl Request {
    #[must_use]
    pub fn new() -> Self {
        Self
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/ticket/get";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90506;
    const SECRET_ANSWER: bool = true;
    const LIMITS: &'static [Limit] = LIMITS;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("type", "agent_config".into())]
    }
}
