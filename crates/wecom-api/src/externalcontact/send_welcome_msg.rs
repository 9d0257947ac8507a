//! `POST /cgi-bin/externalcontact/send_welcome_msg`: greets a new customer.
//!
//! Page 92137 (2025/11/17), server-api.md §6.7. App token. Not idempotent: a
//! code works once, and for 20 seconds.

use serde::{Deserialize, Serialize};

use super::outgoing::{Attachment, Text};
use crate::{Body, Endpoint, Method, TokenKind};

/// A text, attachments, or both; not neither.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Of the event that a customer was added.
    pub welcome_code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Request {
    #[must_use]
    pub fn new(welcome_code: impl Into<String>) -> Self {
        Self {
            welcome_code: welcome_code.into(),
            text: None,
            attachments: Vec::new(),
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/send_welcome_msg";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 92137;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

/// Done.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {}
