//! `POST /cgi-bin/idconvert/unionid_to_external_userid`: from a unionid to a
//! customer.
//!
//! Page 97108 (2025/11/17), server-api.md §10.2. App token. Idempotent.
//! 100,000 an hour, 480,000 a day, 7.5 million a month. Both ids of the same
//! mini program.

use serde::{Deserialize, Serialize};

use std::time::Duration;

use crate::{Body, Endpoint, ExternalUserId, Limit, Method, TokenKind, Whose};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub unionid: String,
    pub openid: String,
    /// 0: the mini program is the company's; 1: the provider's.
    pub subject_type: u8,
    /// Lifts the limits; see `apply_mass_call_ticket`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mass_call_ticket: Option<String>,
}

impl Request {
    #[must_use]
    pub fn new(unionid: impl Into<String>, openid: impl Into<String>, subject_type: u8) -> Self {
        Self {
            unionid: unionid.into(),
            openid: openid.into(),
            subject_type,
            mass_call_ticket: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/idconvert/unionid_to_external_userid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 97108;
    const LIMITS: &'static [Limit] = &[Limit {
        calls: 100_000,
        window: Duration::from_secs(3600),
        of: Whose::Corp,
    }];

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    pub external_userid: Option<ExternalUserId>,
    /// Instead, if follower or owner is out of range.
    pub pending_id: Option<String>,
}
