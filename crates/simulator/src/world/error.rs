//! A world file that cannot be used: where, and what is wrong.

use std::ops::Range;

use crate::Text;

/// Names the place (lines and columns count from 1) and says what is wrong in Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}\n  {}\n  {}", self.place(), what.zh, what.en)]
pub struct WorldError {
    pub file: String,
    /// Absent when the file could not be read at all.
    pub position: Option<(usize, usize)>,
    pub code: &'static str,
    pub what: Text,
}

impl WorldError {
    pub(super) fn unreadable(file: &str, error: &std::io::Error) -> Self {
        Self {
            file: file.to_owned(),
            position: None,
            code: "world_unreadable",
            what: Text::new(
                format!("世界文件读不出来：{error}"),
                format!("the world file cannot be read: {error}"),
            ),
        }
    }

    /// `file:line:column`.
    pub fn place(&self) -> String {
        match self.position {
            Some((line, column)) => format!("{}:{line}:{column}", self.file),
            None => self.file.clone(),
        }
    }
}

/// A fault at a place in the text, not yet counted in lines.
#[derive(Debug)]
pub(super) struct Fault {
    pub code: &'static str,
    pub what: Text,
    pub span: Range<usize>,
}

impl Fault {
    pub fn new(code: &'static str, span: Range<usize>, zh: String, en: String) -> Self {
        Self {
            code,
            what: Text::new(zh, en),
            span,
        }
    }

    pub fn in_file(self, file: &str, text: &str) -> WorldError {
        let before = text.get(..self.span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        WorldError {
            file: file.to_owned(),
            position: Some((line, column)),
            code: self.code,
            what: self.what,
        }
    }
}
