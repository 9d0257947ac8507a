//! `GET /cgi-bin/agent/get`: an app and who may see it.
//!
//! Page 90227, client-api.md §8.1 (S2). App token, of this very app.
//! Idempotent.

use serde::Deserialize;

use crate::{
    Endpoint, Method, Query, TokenKind, UserId,
    number::{maybe_number, number, or_empty},
};

#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Request {
    pub agentid: i64,
}

impl Request {
    #[must_use]
    pub fn new(agentid: i64) -> Self {
        Self { agentid }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/cgi-bin/agent/get";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 90227;

    type Response = Response;

    fn query(&self) -> Query<'_> {
        vec![("agentid", self.agentid.to_string().into())]
    }
}

/// The visible range is the union of members, departments and tags; whoever
/// stands in none of the three is outside. Departments and tags are given by
/// number only.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(deserialize_with = "number")]
    pub agentid: i64,
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub allow_userinfos: AllowedUsers,
    #[serde(default, deserialize_with = "or_empty")]
    pub allow_partys: AllowedParties,
    #[serde(default, deserialize_with = "or_empty")]
    pub allow_tags: AllowedTags,
    /// 1 when the app is disabled.
    #[serde(default, deserialize_with = "maybe_number")]
    pub close: Option<i64>,
    /// The trusted domain.
    #[serde(default, deserialize_with = "or_empty")]
    pub redirect_domain: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[non_exhaustive]
pub struct AllowedUsers {
    #[serde(default, deserialize_with = "or_empty")]
    pub user: Vec<AllowedUser>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct AllowedUser {
    pub userid: UserId,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[non_exhaustive]
pub struct AllowedParties {
    #[serde(default, deserialize_with = "or_empty")]
    pub partyid: Vec<i64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[non_exhaustive]
pub struct AllowedTags {
    #[serde(default, deserialize_with = "or_empty")]
    pub tagid: Vec<i64>,
}
