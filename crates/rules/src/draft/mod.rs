//! What a mini program wants to share, before anybody judged it.

mod check;
mod crop;
mod image;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::{check::check, crop::Crop, read::Reading};

/// One wanted share. Empty strings count as absent: WeCom's iOS client fails on empty keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Draft {
    pub target: Target,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The app opts in to `shareAppMessageEx`, which WeCom does not document.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ex: bool,
    /// `sendChatMessage` only: enter the chat after sending (mobile, from 3.1.10).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enter_chat: bool,
}

impl Draft {
    /// The text, unless nothing but blank characters is there.
    pub fn text(&self) -> Option<&str> {
        self.text
            .as_deref()
            .filter(|text| !crate::blank::is_empty(text))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub kind: TargetKind,
    /// Absent: the member picks in the mass-send helper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// Customers, through `shareToExternalContact`.
    #[default]
    Customers,
    /// Customer groups, through `shareToExternalChat`.
    Groups,
    /// Customer Moments, through `shareToExternalMoments`.
    Moments,
    /// The chat the mini program was opened from, through `sendChatMessage`.
    Chat,
}

impl TargetKind {
    pub const ALL: [Self; 4] = [Self::Customers, Self::Groups, Self::Moments, Self::Chat];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Groups => "groups",
            Self::Moments => "moments",
            Self::Chat => "chat",
        }
    }
}

/// One attachment; the object named by `msgtype` must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "msgtype", rename_all = "lowercase")]
pub enum Attachment {
    Image { image: ImageRef },
    Miniprogram { miniprogram: Card },
    Link { link: Link },
    Video { video: MediaRef },
    File { file: MediaRef },
}

impl Attachment {
    pub const fn msgtype(&self) -> &'static str {
        match self {
            Self::Image { .. } => "image",
            Self::Miniprogram { .. } => "miniprogram",
            Self::Link { .. } => "link",
            Self::Video { .. } => "video",
            Self::File { .. } => "file",
        }
    }
}

/// Where an image is: an image of our own store, an upload-image link, or a temporary media id. With several,
/// `mediaid` wins over `id`, `id` over `url` (client-api.md §2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageRef {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mediaid: Option<String>,
}

/// A mini-program card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub page: String,
    #[serde(default)]
    pub cover: ImageRef,
    /// How a cover of another shape than 5:4 becomes one; absent: attention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crop: Option<Crop>,
    /// Absent: the mini program that shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appid: Option<String>,
}

/// A web page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    #[serde(default)]
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desc: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<ImageRef>,
}

/// A video or a file, known by its temporary media id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediaRef {
    #[serde(default)]
    pub mediaid: String,
}

/// What the judge of a draft knows besides the draft.
#[derive(Clone, Copy, Debug, Default)]
pub struct DraftContext<'a> {
    /// The mini program that shares; `None` when it is not known (a check without a server).
    pub appid: Option<&'a str>,
    /// Those of the target's ids that are this member's; `None`: not looked up, every id is taken.
    pub known_receivers: Option<&'a BTreeSet<String>>,
    /// Upload-image links by image id; `None`: not looked up, every id is taken.
    pub image_links: Option<&'a BTreeMap<String, String>>,
    /// The pages of `app.json`, without slash and suffix; `None`: not known, every page is taken.
    pub pages: Option<&'a [String]>,
}

#[cfg(test)]
mod tests;
