//! `POST /cgi-bin/externalcontact/add_moment_task`: makes a moments task.
//!
//! Page 95094 (2025/09/11), server-api.md §7.1. App token. Not idempotent.
//! Nothing is shown before each member publishes it. 10 a minute and 100,000 a
//! month of a company (41210).

use serde::{Deserialize, Serialize};

use std::time::Duration;

use super::outgoing::{Media, Text};
use crate::{Body, Endpoint, Limit, MediaId, Method, TokenKind, UserId, Whose};

/// A text of up to 2,000 characters, attachments, or both: up to nine images, or
/// one video, or one link. Cards of mini programs are none.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// None: by all members in the app's range, to all their customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visible_range: Option<VisibleRange>,
}

impl Request {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: Some(Text {
                content: text.into(),
            }),
            ..Self::default()
        }
    }
}

/// Files are those of `media/upload_attachment`, for moments.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "msgtype", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Attachment {
    Image {
        image: Media,
    },
    /// Up to 30 seconds and 10 MB.
    Video {
        video: Media,
    },
    Link {
        link: Link,
    },
}

#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Up to 64 characters.
    pub title: String,
    pub url: String,
    pub media_id: MediaId,
}

/// Both: members of the first list who have customers of the second.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VisibleRange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_list: Option<Senders>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_contact_list: Option<Viewers>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Senders {
    /// Up to 100,000.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub user_list: Vec<UserId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub department_list: Vec<i64>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Viewers {
    /// Tags of the company only.
    pub tag_list: Vec<String>,
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/add_moment_task";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = false;
    const PAGE: u32 = 95094;
    const LIMITS: &'static [Limit] = &[Limit {
        calls: 10,
        window: Duration::from_secs(60),
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
    /// For `get_moment_task_result`; good for 24 hours.
    pub jobid: String,
}
