//! Everything that was found, and the forms it is shown in.

mod sarif;
mod terminal;

use std::path::PathBuf;

use serde::Serialize;

pub use self::{
    sarif::sarif,
    terminal::{Language, Look, terminal},
};
use crate::{App, Finding, Level};

#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The checked folder.
    #[serde(skip)]
    pub folder: PathBuf,
    pub summary: Summary,
    /// By file and place.
    pub findings: Vec<Finding>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Scripts that were read.
    pub scripts: usize,
    /// Pages of `app.json`; absent where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    pub errors: usize,
    pub warnings: usize,
    /// Findings with a mechanical repair.
    pub fixable: usize,
}

impl Report {
    pub(crate) fn new(app: &App, scripts: usize, mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|one, other| (&one.place, one.code).cmp(&(&other.place, other.code)));
        findings.dedup();
        let count = |level| findings.iter().filter(|it| it.level == level).count();
        Self {
            folder: app.folder.clone(),
            summary: Summary {
                scripts,
                pages: app.pages.as_ref().map(Vec::len),
                errors: count(Level::Error),
                warnings: count(Level::Warning),
                fixable: findings.iter().filter(|it| !it.edits.is_empty()).count(),
            },
            findings,
        }
    }

    /// The report with its files named from another folder: `prefix` is the checked folder as seen from there.
    #[must_use]
    pub fn seen_from(mut self, prefix: &str) -> Self {
        let prefix = prefix.trim_end_matches('/');
        if !prefix.is_empty() && prefix != "." {
            let prefix = prefix.strip_prefix("./").unwrap_or(prefix);
            for finding in &mut self.findings {
                let related = finding.related.iter_mut().map(|it| &mut it.place);
                for place in std::iter::once(&mut finding.place).chain(related) {
                    place.file = format!("{prefix}/{}", place.file);
                }
            }
        }
        self
    }

    /// Whether something will not work.
    pub fn has_errors(&self) -> bool {
        self.summary.errors > 0
    }
}
