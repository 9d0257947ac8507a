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

/// Sorts faults as a reader meets their places in a draft: the whole, target, text, the attachments one by one, then
/// everything else. Faults of one place keep their order.
pub(crate) fn in_order(faults: &mut [Fault]) {
    faults.sort_by_key(|fault| rank(&fault.place));
}

fn rank(place: &str) -> (u8, usize) {
    let end = place.find(['.', '[']).unwrap_or(place.len());
    match &place[..end] {
        "" => (0, 0),
        "target" => (1, 0),
        "text" => (2, 0),
        "attachments" => {
            let index = place[end..]
                .strip_prefix('[')
                .and_then(|rest| rest.split(']').next());
            (
                3,
                index
                    .and_then(|index| index.parse::<usize>().ok())
                    .map_or(0, |index| index + 1),
            )
        }
        _ => (4, 0),
    }
}
