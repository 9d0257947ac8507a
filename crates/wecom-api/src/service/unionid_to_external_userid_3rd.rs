//! `POST /cgi-bin/service/externalcontact/unionid_to_external_userid_3rd`: the
//! older way from a unionid to customers.
//!
//! Page 95327, server-api.md §10.2. Suite token. Idempotent. 10,000 an hour of
//! a provider. Fields: public SDKs; `unionid_to_external_userid` is the newer.

use serde::{Deserialize, Serialize};

use crate::{Body, CorpId, Endpoint, ExternalUserId, Method, TokenKind, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub unionid: String,
    pub openid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corpid: Option<CorpId>,
}

impl Request {
    #[must_use]
    pub fn new(unionid: impl Into<String>, openid: impl Into<String>) -> Self {
        Self {
            unionid: unionid.into(),
            openid: openid.into(),
            corpid: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/service/externalcontact/unionid_to_external_userid_3rd";
    const TOKEN: TokenKind = TokenKind::Suite;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 95327;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub external_userid_info: Vec<Info>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Info {
    pub corpid: CorpId,
    pub external_userid: ExternalUserId,
}
