//! `sources.toml`: the short names that rows give as their source.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    #[serde(rename = "source")]
    pub rows: Vec<SourceRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRow {
    pub id: String,
    /// An address, or what the source is where it has none.
    pub address: String,
    pub title: String,
    /// The day the page was last updated, where it shows one.
    pub date: Option<String>,
}

impl Sources {
    pub fn find(&self, id: &str) -> Option<&SourceRow> {
        self.rows.iter().find(|row| row.id == id)
    }
}
