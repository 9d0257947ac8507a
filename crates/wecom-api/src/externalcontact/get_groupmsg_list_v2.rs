//! `POST /cgi-bin/externalcontact/get_groupmsg_list_v2`: past mass messages.
//!
//! Page 93338 (2023/12/08), server-api.md §6.4. App token. Idempotent. Pages
//! of up to 100; more than 100 is taken as 50.

use serde::{Deserialize, Serialize};

use crate::{
    Body, Endpoint, MediaId, Method, MsgId, Paged, TokenKind, UserId,
    number::{cursor, number, open_number, or_empty},
};

/// Asks for what was sent in a window of at most one month.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Request {
    pub chat_type: ChatType,
    /// Unix seconds.
    pub start_time: i64,
    /// Unix seconds.
    pub end_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<UserId>,
    /// 0 the company's, 1 members' own, 2 both.
    pub filter_type: u8,
    pub limit: u32,
    pub cursor: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChatType {
    /// To customers.
    Single,
    /// To customer groups.
    Group,
}

impl Request {
    #[must_use]
    pub fn new(chat_type: ChatType, start_time: i64, end_time: i64) -> Self {
        Self {
            chat_type,
            start_time,
            end_time,
            creator: None,
            filter_type: 2,
            limit: 100,
            cursor: String::new(),
        }
    }

    #[must_use]
    pub fn by(self, creator: impl Into<UserId>) -> Self {
        Self {
            creator: Some(creator.into()),
            ..self
        }
    }
}

impl Endpoint for Request {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/cgi-bin/externalcontact/get_groupmsg_list_v2";
    const TOKEN: TokenKind = TokenKind::App;
    const IDEMPOTENT: bool = true;
    const PAGE: u32 = 93338;

    type Response = Response;

    fn body(&self) -> Body {
        Body::json(self)
    }
}

impl Paged for Request {
    type Item = GroupMsg;

    fn continue_at(&mut self, cursor: String) {
        self.cursor = cursor;
    }

    fn split(response: Response) -> (Vec<GroupMsg>, Option<String>) {
        (response.group_msg_list, response.next_cursor)
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Response {
    #[serde(default, deserialize_with = "or_empty")]
    pub group_msg_list: Vec<GroupMsg>,
    #[serde(default, deserialize_with = "cursor")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct GroupMsg {
    pub msgid: MsgId,
    /// Absent for tasks made through the API.
    pub creator: Option<UserId>,
    /// Unix seconds. Text in the page's sample.
    #[serde(deserialize_with = "number")]
    pub create_time: i64,
    pub create_type: CreateType,
    pub text: Option<Text>,
    #[serde(default, deserialize_with = "or_empty")]
    pub attachments: Vec<Attachment>,
}

open_number! {
    /// In whose name a mass message was made.
    CreateType {
        COMPANY = 0,
        PERSONAL = 1,
    }
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Text {
    #[serde(default, deserialize_with = "or_empty")]
    pub content: String,
}

/// One attachment: the field that `msgtype` names is there. An unknown kind
/// has none.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Attachment {
    pub msgtype: String,
    pub image: Option<Image>,
    pub link: Option<Link>,
    pub miniprogram: Option<MiniProgram>,
    pub video: Option<Media>,
    pub file: Option<Media>,
}

/// One of the two, not both.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Image {
    pub media_id: Option<MediaId>,
    pub pic_url: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Link {
    pub title: String,
    pub picurl: Option<String>,
    pub desc: Option<String>,
    pub url: String,
}

/// The cover is not told.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct MiniProgram {
    pub title: String,
    pub appid: String,
    pub page: String,
}

#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct Media {
    pub media_id: MediaId,
}
