//! `fields.toml`: which fields a share must have, and which wins where two say the same.

use serde::Deserialize;

use super::grade::Grade;
use crate::text::Bilingual;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    #[serde(rename = "field")]
    pub rows: Vec<FieldRow>,
    pub precedence: Vec<PrecedenceRow>,
    pub old_form: OldFormRow,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRow {
    /// `share`, `moments`, `chat`, `old_form`, `mass_send`.
    pub place: String,
    /// The attachment or message; empty: the call itself.
    pub of: String,
    pub name: String,
    pub required: Required,
    /// A draft needs it though the page does not ask for it everywhere.
    pub ours: Option<Ours>,
    pub note: Option<Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

impl FieldRow {
    /// Whether a draft without it has a fault.
    pub fn is_needed(&self) -> bool {
        self.required == Required::Yes || self.ours.is_some()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Required {
    #[serde(rename = "yes")]
    Yes,
    #[serde(rename = "no")]
    No,
    /// One of several.
    #[serde(rename = "one_of")]
    OneOf,
    /// The pages differ.
    #[serde(rename = "disputed")]
    Disputed,
    #[serde(rename = "not stated")]
    NotStated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ours {
    Yes,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrecedenceRow {
    pub place: String,
    pub of: String,
    /// The first that is given wins.
    pub names: Vec<String>,
    pub note: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OldFormRow {
    /// The first version that no longer needs it.
    pub before: String,
    pub cards: usize,
    pub note: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}
