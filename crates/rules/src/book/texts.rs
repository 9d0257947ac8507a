//! The files that hold nothing but words.

use serde::Deserialize;

use super::grade::Grade;
use crate::{
    codes::{ReasonCode, RefusalCode, SkipCode},
    text::Bilingual,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<T> {
    text: Vec<T>,
}

/// A row of `faults.toml` and `notes.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRow {
    pub code: String,
    pub zh: String,
    pub en: String,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

/// A row of `reasons.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonText {
    pub code: String,
    pub zh: String,
    pub en: String,
    /// What would help, where the reason stands in the way.
    pub remedy: Option<Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

impl ReasonText {
    pub fn words(&'static self) -> Bilingual {
        Bilingual::new(&self.zh, &self.en)
    }
}

/// A row of `refusals.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalText {
    pub code: String,
    pub cause: Bilingual,
    pub remedy: Bilingual,
    /// The page of the admin console that mends it.
    pub page: Option<Bilingual>,
    /// What works now.
    #[serde(default)]
    pub instead: Vec<Bilingual>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

pub(super) fn in_order(
    name: &str,
    text: &str,
    codes: impl Iterator<Item = &'static str>,
) -> Vec<Bilingual> {
    let rows: Vec<TextRow> = super::read::<File<TextRow>>(name, text).text;
    codes
        .map(|code| {
            let row = rows.iter().find(|row| row.code == code);
            let row = row.unwrap_or_else(|| panic!("rules/{name}: no text for {code}"));
            Bilingual {
                zh: row.zh.clone().into(),
                en: row.en.clone().into(),
            }
        })
        .collect()
}

pub(super) fn reasons(text: &str) -> Vec<ReasonText> {
    let rows = super::read::<File<ReasonText>>("reasons.toml", text).text;
    let find = |code: &ReasonCode| rows.iter().find(|row| row.code == code.as_str()).cloned();
    let row = |code| find(code).unwrap_or_else(|| panic!("rules/reasons.toml: no text for {code}"));
    ReasonCode::ALL.iter().map(row).collect()
}

/// Skips stand among the reasons, with `skip_` before their code.
pub(super) fn skips(text: &str) -> Vec<Bilingual> {
    let rows = super::read::<File<ReasonText>>("reasons.toml", text).text;
    let row = |code: &SkipCode| {
        let name = format!("skip_{code}");
        let row = rows.iter().find(|row| row.code == name);
        let row = row.unwrap_or_else(|| panic!("rules/reasons.toml: no text for {name}"));
        Bilingual {
            zh: row.zh.clone().into(),
            en: row.en.clone().into(),
        }
    };
    SkipCode::ALL.iter().map(row).collect()
}

pub(super) fn refusals(text: &str) -> Vec<RefusalText> {
    let rows = super::read::<File<RefusalText>>("refusals.toml", text).text;
    let find = |code: &RefusalCode| rows.iter().find(|row| row.code == code.as_str()).cloned();
    let row =
        |code| find(code).unwrap_or_else(|| panic!("rules/refusals.toml: no text for {code}"));
    RefusalCode::ALL.iter().map(row).collect()
}
