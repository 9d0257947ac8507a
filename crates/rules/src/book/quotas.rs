//! `quotas.toml`: how often a member may mass-send to one receiver, and whose word that is.

use serde::Deserialize;

use super::grade::Grade;
use crate::{
    quota::{Count, Mode, Rule},
    text::Bilingual,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotas {
    pub calendar: CalendarRow,
    /// The rule unless configuration says otherwise.
    pub default: DefaultRow,
    #[serde(rename = "mode")]
    pub modes: Vec<ModeRow>,
    #[serde(rename = "count")]
    pub counts: Vec<CountRow>,
    /// Every mode with every way of counting, in one sentence.
    #[serde(rename = "rule")]
    pub rules: Vec<RuleRow>,
    #[serde(rename = "call")]
    pub calls: Vec<CallRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarRow {
    pub offset: String,
    pub week_starts: String,
    pub note: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefaultRow {
    pub mode: Mode,
    pub count: Count,
    pub note: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeRow {
    pub name: Mode,
    pub allowed: String,
    pub period: String,
    pub about: Bilingual,
    pub note: Option<Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRow {
    pub name: Count,
    pub about: Bilingual,
    pub note: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    pub mode: Mode,
    pub count: Count,
    pub words: Bilingual,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

/// Whether a call uses up the quota.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallRow {
    pub api: String,
    pub counts: bool,
    pub note: Option<Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

impl Quotas {
    /// The rule in one sentence, without a full stop.
    pub fn words(&self, rule: Rule) -> &Bilingual {
        let row = self
            .rules
            .iter()
            .find(|row| row.mode == rule.mode && row.count == rule.count);
        &row.unwrap_or_else(|| panic!("rules/quotas.toml: no words for {rule:?}"))
            .words
    }

    /// Whether handing over a share through the call uses up quota of its receivers.
    pub fn counts(&self, api: &str) -> bool {
        self.calls.iter().any(|row| row.api == api && row.counts)
    }
}
