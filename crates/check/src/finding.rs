//! One finding: what, where, why, and what helps.

use serde::Serialize;
use wecom_share_rules::text::Bilingual;

use crate::code::{Code, Level};

/// A stretch of a file. Lines and columns count from 1; columns count characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Relative to the checked folder, with `/`.
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    #[serde(skip)]
    pub(crate) span: (usize, usize),
}

/// A second place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    #[serde(flatten)]
    pub place: Place,
    pub message: Bilingual,
}

/// A replacement of bytes `start..end` of the finding's file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: Code,
    pub level: Level,
    #[serde(flatten)]
    pub place: Place,
    /// What is wrong, in one sentence.
    pub message: Bilingual,
    /// What it leads to.
    pub why: Bilingual,
    /// What to do.
    pub fix: Bilingual,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The mechanical repair, where there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// The lines of the place, for showing.
    #[serde(skip)]
    pub(crate) excerpt: Vec<String>,
}

/// Where lines begin, to turn byte offsets into lines and columns.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    pub fn place(&self, file: &str, start: usize, end: usize) -> Place {
        let (line, column) = self.at(start);
        let (end_line, end_column) = self.at(end.max(start));
        Place {
            file: file.to_owned(),
            line,
            column,
            end_line,
            end_column,
            span: (start, end),
        }
    }

    /// The offset of a line and column, for parsers that only tell these.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied();
        start.map_or(self.text.len(), |start| {
            (start + column.saturating_sub(1)).min(self.text.len())
        })
    }

    /// The lines of a place, at most `most`.
    pub fn excerpt(&self, place: &Place, most: usize) -> Vec<String> {
        let last = place.end_line.min(place.line + most - 1);
        (place.line..=last)
            .map(|line| {
                let start = self.starts[line - 1];
                let end = self.starts.get(line).copied().unwrap_or(self.text.len());
                self.text[start..end]
                    .trim_end_matches(['\n', '\r'])
                    .to_owned()
            })
            .collect()
    }

    fn at(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
    }
}
