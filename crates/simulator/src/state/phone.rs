//! The member's phone: whose it is, which client runs on it, and where the mini program was opened.

use serde::{Deserialize, Serialize};

use crate::world::{PhoneStart, Platform};

#[derive(Clone, Debug)]
pub(crate) struct Phone {
    pub corpid: String,
    pub member: String,
    pub platform: Platform,
    pub version: String,
    /// Whether `wx.qy.shareAppMessageEx` exists.
    pub ex: bool,
    pub entry: Entry,
    /// The customer or group whose chat is open, for entries that have one.
    pub chat: Option<String>,
}

/// What `getContext` answers (client-api.md §2.10).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    #[default]
    Normal,
    ContactProfile,
    SingleChatTools,
    GroupChatTools,
    ChatAttachment,
    SingleKfTools,
    ChainSingleChatTools,
    ChainGroupChatTools,
    InternalGroupChatBoard,
}

impl Phone {
    pub fn new(start: &PhoneStart) -> Self {
        Self {
            corpid: start.corpid.clone(),
            member: start.member.clone(),
            platform: start.platform,
            version: start.version.clone(),
            ex: start.ex,
            entry: Entry::default(),
            chat: None,
        }
    }

    /// Whether the client is at least this version; missing parts count as zero.
    pub fn at_least(&self, wanted: [u32; 3]) -> bool {
        let mut parts = self.version.split('.').map(|it| it.parse().unwrap_or(0));
        let have: [u32; 3] = std::array::from_fn(|_| parts.next().unwrap_or(0));
        have >= wanted
    }
}
