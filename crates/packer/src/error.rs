//! What is wrong with a mini program, told by file, line and column.

use serde::Serialize;

/// A fault that keeps a directory from being packed.
///
/// `line` and `column` count from 1; they are absent where a fault has no place in the file (a
/// file that is missing, for instance). `code` is stable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}: {en}", self.place())]
pub struct PackError {
    pub file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    pub code: &'static str,
    pub zh: String,
    pub en: String,
}

/// A fault that does not keep the mini program from running. Same fields as [`PackError`].
pub type Warning = PackError;

impl PackError {
    pub fn new(
        file: impl Into<String>,
        code: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
            code,
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// Adds the place in the file; both count from 1.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.line = Some(line);
        self.column = Some(column);
        self
    }

    /// `file`, `file:line:column`.
    pub fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.file),
            _ => self.file.clone(),
        }
    }
}
