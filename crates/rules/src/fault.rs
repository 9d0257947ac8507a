//! One thing wrong, with its place.

use std::borrow::Cow;

use serde::Serialize;

use crate::{book, codes::FaultCode};

/// What is wrong and where. The place is the way through the JSON of a draft (`attachments[0].miniprogram.title`),
/// empty for the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub code: FaultCode,
    pub place: String,
    pub zh: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl Fault {
    pub fn new(code: FaultCode, place: impl Into<String>, values: &[(&str, &str)]) -> Self {
        let text = book::fault_text(code);
        let words = if values.is_empty() {
            text.lend()
        } else {
            text.fill(values)
        };
        Self {
            code,
            place: place.into(),
            zh: words.zh,
            en: words.en,
        }
    }

    /// A fault of the form "at most `limit`, found `found`".
    pub fn over(code: FaultCode, place: impl Into<String>, limit: usize, found: usize) -> Self {
        let (limit, found) = (limit.to_string(), found.to_string());
        Self::new(code, place, &[("limit", &limit), ("found", &found)])
    }

    /// The same fault seen from further outside.
    pub fn under(mut self, prefix: &str) -> Self {
        self.place = match self.place.as_str() {
            "" => prefix.to_owned(),
            inner if inner.starts_with('[') => format!("{prefix}{inner}"),
            inner => format!("{prefix}.{inner}"),
        };
        self
    }
}
