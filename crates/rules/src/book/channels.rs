//! `channels.toml`: the places a page path or an image can end up.

use serde::Deserialize;

use super::grade::Grade;
use crate::{
    page::{Channel, Encode},
    text::Bilingual,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    channel: Vec<ChannelRow>,
    image: Vec<ImageRow>,
}

/// A place for a page path.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelRow {
    pub name: String,
    /// The calls and the field in them.
    pub calls: Vec<String>,
    pub field: String,
    pub about: Bilingual,
    pub suffix: SuffixRule,
    pub slash: bool,
    pub encode: Encode,
    /// Who puts `.html` there in the end.
    pub added_by: String,
    /// What goes wrong with the other form, where it is known.
    pub otherwise: Option<Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuffixRule {
    /// The path carries `.html`.
    Add,
    /// The path carries none.
    Strip,
    /// Configuration decides; `.html` unless told otherwise.
    Configured,
}

/// A place for an image, and what it takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageRow {
    pub place: String,
    pub field: String,
    pub package_path: Takes,
    pub temporary_file: Takes,
    pub any_link: Takes,
    pub upload_image_link: Takes,
    pub media_id: Takes,
    pub about: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    Yes,
    No,
    /// Sources disagree.
    Disputed,
    AndroidOnly,
    /// The official pages say nothing.
    NotFound,
}

/// What rendering needs of a row.
#[derive(Clone, Copy, Debug)]
pub struct ChannelRule {
    pub suffix: bool,
    pub slash: bool,
    pub encode: Encode,
}

#[derive(Debug)]
pub struct Channels {
    pub rows: Vec<ChannelRow>,
    pub images: Vec<ImageRow>,
    rules: Vec<ChannelRule>,
}

impl Channels {
    pub(super) fn of(file: File) -> Self {
        let rule = |channel: Channel| {
            let row = file.channel.iter().find(|row| row.name == channel.name());
            let row = row.unwrap_or_else(|| panic!("rules/channels.toml: no channel {channel}"));
            ChannelRule {
                suffix: row.suffix != SuffixRule::Strip,
                slash: row.slash,
                encode: row.encode,
            }
        };
        Self {
            rules: Channel::ALL.into_iter().map(rule).collect(),
            rows: file.channel,
            images: file.image,
        }
    }

    pub(crate) fn rule(&self, channel: Channel) -> &ChannelRule {
        &self.rules[channel.index()]
    }

    pub fn row(&self, channel: Channel) -> &ChannelRow {
        &self.rows[self
            .rows
            .iter()
            .position(|row| row.name == channel.name())
            .unwrap_or_default()]
    }
}
