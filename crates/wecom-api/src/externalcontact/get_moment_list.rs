//! `POST /cgi-bin/externalcontact/get_moment_list`: published moments.
//!
//! Page 93333 (2023/12/01), server-api.md §7.3. App token. Idempotent. Of at
//! most 30 days; pages of 20.

use serde::{Deserialize, Serialize};

use serde_json::Value;

use super::get_groupmsg_list_v2::{CreateType, Media, Text};
use crate::{
    Body, Endpoint, MediaId, Method, Paged, TokenKind, UserId,
    number::{cursor, number, open_number, or_empty},
};

#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// Unix seconds.
    pub start_time: i64,
    /// Unix seconds.
    pub end_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<UserId>,
    /// 0 the company's, 1 members' own, 2 both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_type: Option<u8>,
    pub cursor: String,
    /// At most 20; more is taken as 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Request {
    #[must_use]
    pub fn new(start_time: i64, end_time: i64) -> Self {
        Self {
            start_time,
            end_time,
            creator: None,
            filter_type: None,
            cursor: String::new(),
            limit: None,
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_moment_list";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93333;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = Moment;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<Moment>, Option<String>) {
        (response.moment_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub moment_list: Vec<Moment>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Moment {
    pub moment_id: String,
    pub creator: Option<UserId>,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
    pub create_type: CreateType,
    pub visible_type: VisibleType,
    pub text: Option<Text>,
    #[serde(default, deserialize_with = "or_empty")]
    pub image: Vec<Media>,
    pub video: Option<Video>,
    pub link: Option<Link>,
    pub location: Option<Location>,
}

open_number! {
/// To whom a moment is shown.
VisibleType {
PART = 0,
PUBLIC = 1,
}
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Video {
    pub media_id: MediaId,
    pub thumb_media_id: Option<MediaId>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Link {
    #[serde(default, deserialize_with = "or_empty")]
    pub title: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub url: String,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Location {
    /// A number or its text: the page shows text.
    pub latitude: Value,
    pub longitude: Value,
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
}
