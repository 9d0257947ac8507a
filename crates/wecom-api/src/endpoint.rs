//! The one form of every endpoint.

use std::{borrow::Cow, time::Duration};

use bytes::Bytes;
use serde::Serialize;

use crate::Answer;

/// One call of WeCom's API: the request is the type, the rest is here.
pub trait Endpoint: Send + Sync {
    const METHOD: Method;
    /// Begins with `/cgi-bin/`.
    const PATH: &'static str;
    const TOKEN: TokenKind;
    /// Whether making the call twice is the same as making it once. One that
    /// is not is never repeated when its answer was lost.
    const IDEMPOTENT: bool;
    /// The number of WeCom's page, in its edition for self-built apps.
    const PAGE: u32;
    /// Whether the answer holds something that no log or error may show.
    const SECRET_ANSWER: bool = false;
    /// Whether a good answer says `"errcode":0`. Where it does, an answer
    /// without is somebody else's, such as a proxy's.
    const SAYS_ZERO: bool = true;
    /// Limits of its own, besides those of every endpoint (server-api.md §12).
    const LIMITS: &'static [Limit] = &[];

    type Response: Answer;

    /// The query without the token.
    fn query(&self) -> Query<'_> {
        Vec::new()
    }

    fn body(&self) -> Body {
        Body::None
    }

    /// The value of a `Range` header, for the files that WeCom gives in parts.
    fn range(&self) -> Option<String> {
        None
    }
}

/// An endpoint that answers in pages.
pub trait Paged: Endpoint {
    type Item: Send;

    /// Makes the next call start where the last page ended.
    fn continue_at(&mut self, cursor: String);

    /// The items of a page, and where the next one starts.
    fn split(response: Self::Response) -> (Vec<Self::Item>, Option<String>);
}

/// Names and values, not yet encoded.
pub type Query<'a> = Vec<(&'static str, Cow<'a, str>)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// Whose token goes into the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// None: the call is how one gets a token.
    None,
    /// `access_token`, the app's.
    App,
    /// `suite_access_token`.
    Suite,
    /// `provider_access_token`.
    Provider,
}

impl TokenKind {
    pub(crate) const fn parameter(self) -> &'static str {
        match self {
            Self::None | Self::App => "access_token",
            Self::Suite => "suite_access_token",
            Self::Provider => "provider_access_token",
        }
    }
}

/// How often something may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub calls: u32,
    pub window: Duration,
    pub of: Whose,
}

/// Whose calls a [`Limit`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// All of a company's.
    Corp,
    /// One app's of a company.
    App,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub enum Body {
    None,
    Json(Vec<u8>),
    File(FilePart),
}

/// The one part of a `multipart/form-data` upload.
#[derive(Debug, Clone)]
pub struct FilePart {
    /// The part's name.
    pub name: &'static str,
    /// What the receiver of a file sees. May hold any text; it is sent as raw
    /// UTF-8.
    pub filename: String,
    pub content_type: String,
    pub bytes: Bytes,
}

impl Body {
    /// As UTF-8: WeCom refuses `\uXXXX` (40033).
    pub(crate) fn json(value: &impl Serialize) -> Self {
        Self::Json(serde_json::to_vec(value).expect("requests are plain data with text keys"))
    }
}

/// The name an endpoint has in errors and logs.
pub(crate) fn name<E: Endpoint>() -> &'static str {
    E::PATH.strip_prefix("/cgi-bin/").unwrap_or(E::PATH)
}
