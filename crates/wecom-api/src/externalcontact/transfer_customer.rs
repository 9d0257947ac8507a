//! `POST /cgi-bin/externalcontact/transfer_customer`: gives a member's
//! customers to another.
//!
//! Page 92125 (2023/12/01), server-api.md §4.11. App token. Not idempotent. A
//! customer twice in 90 days. Field names: public SDKs.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, ExternalUserId, Method, TokenKind, UserId,
    number::{number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub handover_userid: UserId,
    pub takeover_userid: UserId,
    /// Up to 100.
    pub external_userid: Vec<ExternalUserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_success_msg: Option<String>,
}

impl Request {
    #[must_use]
    pub fn new(
        handover_userid: impl Into<UserId>,
        takeover_userid: impl Into<UserId>,
        external_userid: impl IntoIterator<Item = impl Into<ExternalUserId>>,
    ) -> Self {
        Self {
            handover_userid: handover_userid.into(),
            takeover_userid: takeover_userid.into(),
            external_userid: external_userid.into_iter().map(Into::into).collect(),
            transfer_success_msg: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/transfer_customer";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92125;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub customer: Vec<Transfer>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Transfer {
    pub external_userid: ExternalUserId,
    /// 0: begun, and done after 24 hours.
    #[serde(deserialize_with = "number")]
    pub errcode: i64,
}
