//! The eleven places a page path can end up.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::book::ChannelRule;

/// A place a page path can end up; it decides the form (`rules/channels.toml`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// A card in `shareToExternalContact` or `shareToExternalChat`.
    ShareCard,
    /// A card in `sendChatMessage`.
    ChatCard,
    /// A mini-program item of a `msgmenu` in `sendChatMessage`.
    ChatMenu,
    /// `shareAppMessageEx`: sources disagree about the suffix.
    ExCard { suffix: Suffix },
    /// What `onShareAppMessage` returns; the client adds the suffix itself.
    Forward,
    /// A card in an H5 page's `ww.shareToExternal*` or `ww.sendChatMessage`.
    H5Card,
    /// `ww.launchMiniprogram`, which adds the suffix itself.
    H5Launch,
    /// `wx.invoke('launchMiniprogram')`, which does not.
    H5LaunchLegacy,
    /// A card in the server's `add_msg_template`.
    MassSend,
    /// A card in the server's contact-way conclusions.
    ContactWay,
    /// `wx.navigateTo` and its family.
    Navigate,
}

impl Channel {
    /// Every channel; `shareAppMessageEx` with the suffix.
    pub const ALL: [Self; 11] = [
        Self::ShareCard,
        Self::ChatCard,
        Self::ChatMenu,
        Self::ExCard {
            suffix: Suffix::Html,
        },
        Self::Forward,
        Self::H5Card,
        Self::H5Launch,
        Self::H5LaunchLegacy,
        Self::MassSend,
        Self::ContactWay,
        Self::Navigate,
    ];

    /// The channel's name on the command line and in the rule book.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ShareCard => "share-card",
            Self::ChatCard => "chat-card",
            Self::ChatMenu => "chat-menu",
            Self::ExCard { .. } => "ex-card",
            Self::Forward => "forward",
            Self::H5Card => "h5-card",
            Self::H5Launch => "h5-launch",
            Self::H5LaunchLegacy => "h5-launch-legacy",
            Self::MassSend => "mass-send",
            Self::ContactWay => "contact-way",
            Self::Navigate => "navigate",
        }
    }

    /// The channel of that name; `ex-card` with the suffix, which [`Self::with_suffix`] changes.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }

    /// The same channel with the configured suffix; without effect where the rule book decides.
    #[must_use]
    pub const fn with_suffix(self, suffix: Suffix) -> Self {
        match self {
            Self::ExCard { .. } => Self::ExCard { suffix },
            other => other,
        }
    }

    pub(crate) const fn index(self) -> usize {
        match self {
            Self::ShareCard => 0,
            Self::ChatCard => 1,
            Self::ChatMenu => 2,
            Self::ExCard { .. } => 3,
            Self::Forward => 4,
            Self::H5Card => 5,
            Self::H5Launch => 6,
            Self::H5LaunchLegacy => 7,
            Self::MassSend => 8,
            Self::ContactWay => 9,
            Self::Navigate => 10,
        }
    }

    pub(crate) fn adds_suffix(self, rule: &ChannelRule) -> bool {
        match self {
            Self::ExCard { suffix } => suffix == Suffix::Html,
            _ => rule.suffix,
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether a page of `shareAppMessageEx` ends in `.html`: configuration, since sources disagree
/// (client-api.md §9, row 16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Suffix {
    #[default]
    #[serde(rename = ".html")]
    Html,
    #[serde(rename = "")]
    None,
}

impl Suffix {
    /// `.html` or the empty text; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            ".html" => Some(Self::Html),
            "" => Some(Self::None),
            _ => None,
        }
    }
}
