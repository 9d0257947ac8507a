//! What a message that we make holds (server-api.md §6.1).

use serde::{Deserialize, Serialize};

use crate::MediaId;

/// Up to 4,000 bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Text {
    pub content: String,
}

/// One of up to nine.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "msgtype", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Attachment {
    Image { image: Image },
    Link { link: Link },
    Miniprogram { miniprogram: MiniProgram },
    Video { video: Media },
    File { file: Media },
}

/// WeCom takes one of the two.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Image {
    MediaId(MediaId),
    /// Only a link that `media/uploadimg` gave.
    PicUrl(String),
}

#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Up to 128 bytes.
    pub title: String,
    /// Up to 2,048 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picurl: Option<String>,
    /// Up to 512 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
    /// Up to 2,048 bytes.
    pub url: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct MiniProgram {
    /// Up to 64 bytes.
    pub title: String,
    /// The cover; 520×416 is advised.
    pub pic_media_id: MediaId,
    /// Linked to the company.
    pub appid: String,
    /// The samples end the path in `.html`.
    pub page: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    pub media_id: MediaId,
}
