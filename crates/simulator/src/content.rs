//! What a mass send or a card carries, as it was handed in.

use serde_json::{Value, json};

#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub text: Option<String>,
    pub attachments: Vec<Attachment>,
}

#[derive(Clone, Debug)]
pub(crate) enum Attachment {
    Image(Image),
    MiniProgram(Card),
    Link {
        title: String,
        desc: String,
        url: String,
        cover: String,
    },
    Video {
        media_id: String,
    },
    File {
        media_id: String,
    },
}

/// `media_id` wins when both are given (client-api.md §2.1).
#[derive(Clone, Debug)]
pub(crate) enum Image {
    MediaId(String),
    Url(String),
}

#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub appid: String,
    pub title: String,
    /// As given: the stand-in mends nothing.
    pub page: String,
    pub cover: String,
    /// The cover of a card that was made through the API, instead of `cover`.
    pub cover_media: Option<String>,
    /// From the flat fields of before 3.1.6, whose samples had package paths as covers.
    pub old_form: bool,
}

impl Attachment {
    /// As get_groupmsg_list_v2 tells it: an image by one of its two names, a card without its cover (server-api.md §6.4).
    pub fn recorded(&self) -> Value {
        match self {
            Self::Image(Image::MediaId(id)) => {
                json!({"msgtype": "image", "image": {"media_id": id}})
            }
            Self::Image(Image::Url(url)) => json!({"msgtype": "image", "image": {"pic_url": url}}),
            Self::MiniProgram(card) => json!({"msgtype": "miniprogram", "miniprogram": {
                "title": card.title, "appid": card.appid, "page": card.page,
            }}),
            Self::Link {
                title,
                desc,
                url,
                cover,
            } => json!({"msgtype": "link", "link": {
                "title": title, "picurl": cover, "desc": desc, "url": url,
            }}),
            Self::Video { media_id } => {
                json!({"msgtype": "video", "video": {"media_id": media_id}})
            }
            Self::File { media_id } => json!({"msgtype": "file", "file": {"media_id": media_id}}),
        }
    }
}
