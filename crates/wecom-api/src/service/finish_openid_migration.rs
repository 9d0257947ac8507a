//! `POST /cgi-bin/service/finish_openid_migration`: ends the time of two ids
//! for a company.
//!
//! Page 99378 (2023/08/03), server-api.md §10.2. Provider token. Idempotent.

use serde::{Deserialize, Serialize};

use crate::{Body, CorpId, Endpoint, Method, TokenKind};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub corpid: CorpId,
    pub agentid: i64,
    /// 1 userid and corpid; 3 external_userid, tags, kfid, msgid.
    pub openid_type: Vec<u8>,
}

impl Request {
    #[must_use]
    pub fn new(corpid: impl Into<CorpId>, agentid: i64, openid_type: Vec<u8>) -> Self {
        Self {
            corpid: corpid.into(),
            agentid,
            openid_type,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/finish_openid_migration";
    const TOKEN: TokenKind = TokenKind::Provider;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 99378;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
