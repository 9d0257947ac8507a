//! `POST /cgi-bin/idconvert/convert_tmp_external_userid`: ids from temporary
//! ones.
//!
//! Page 98729 (2025/07/01), server-api.md §10.2. App token. Idempotent. By the
//! app that got the temporary ids.

use serde::{Deserialize, Serialize};

use crate::{Body, CorpId, Endpoint, ExternalUserId, Method, TokenKind, UserId, number::or_empty};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// 1 to 3.
    pub business_type: u8,
    /// 1 customers; 2 to 4 others.
    pub user_type: u8,
    /// Up to 100.
    pub tmp_external_userid_list: Vec<String>,
}

impl Request {
    #[must_use]
    pub fn new(
        business_type: u8,
        user_type: u8,
        tmp_external_userid_list: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        Self {
            business_type,
            user_type,
            tmp_external_userid_list: tmp_external_userid_list
                .into_iter()
                .map(Into::into)
                .collect(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/idconvert/convert_tmp_external_userid";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 98729;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub results: Vec<Converted>,
    #[serde(default, deserialize_with = "or_empty")]
    pub invalid_tmp_external_userid_list: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Converted {
    pub tmp_external_userid: String,
    /// If `user_type` is 1.
    pub external_userid: Option<ExternalUserId>,
    /// Otherwise.
    pub corpid: Option<CorpId>,
    /// Otherwise.
    pub userid: Option<UserId>,
}
