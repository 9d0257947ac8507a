//! `errors.toml`: what WeCom answers, how to recognise it, why it happens and what helps.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{capabilities::Runtime, grade::Grade};
use crate::{errors::loose, text::Bilingual};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    call_words: Vec<String>,
    call_verbs: Vec<String>,
    cause: Vec<Cause>,
    client: Vec<ClientRow>,
    server: Vec<ServerRow>,
}

/// One root cause, and what helps.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    pub code: String,
    pub cause: Bilingual,
    pub remedy: Bilingual,
    /// The page of the admin console, or the address that helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Bilingual>,
    /// How to find out whether this is the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Bilingual>,
    pub who: Who,
    pub retry: Retry,
    /// Only when the answer came from this runtime.
    #[serde(default, skip_serializing)]
    pub runtime: Option<Runtime>,
    /// Only for calls whose name contains one of these; empty: for all.
    #[serde(default, skip_serializing)]
    pub apis: Vec<String>,
    #[serde(skip_serializing)]
    pub source: Vec<String>,
    #[serde(skip_serializing)]
    pub grade: Grade,
    #[serde(skip_serializing)]
    pub date: Option<String>,
}

/// Whose action helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Member,
    Administrator,
    Developer,
    Nobody,
}

/// Whether the same call may be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Only after something was mended.
    No,
    /// Once, with a fresh token, ticket or session.
    Once,
    /// Later, with growing pauses.
    Later,
}

/// A text of the client. Patterns are compared loosely: letters and digits only, lower case, without prefix and
/// leading `fail` (client-api.md §6.5).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientRow {
    pub code: String,
    pub outcome: Outcome,
    pub cause: Bilingual,
    /// The whole text.
    #[serde(default)]
    pub exact: Vec<String>,
    #[serde(default)]
    pub ends: Vec<String>,
    #[serde(default)]
    pub contains: Vec<String>,
    /// Only for these calls; empty: for all.
    #[serde(default)]
    pub apis: Vec<String>,
    /// Only in this runtime.
    pub runtime: Option<Runtime>,
    /// Codes of causes, the likeliest first.
    #[serde(default)]
    pub causes: Vec<String>,
    /// Raw texts as they were seen, and where.
    #[serde(default)]
    pub seen: Vec<Seen>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub text: String,
    /// In the words of the source: `iOS`, `PC`, `mini program`, …
    #[serde(rename = "where")]
    pub place: String,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Handed over to the member's mass-send helper or chat; never proof of delivery.
    Ok,
    /// The member backed out: not an error.
    Cancel,
    Failed,
}

/// A number of the server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerRow {
    pub number: i64,
    pub code: String,
    /// The `errmsg` it was seen with: for people, since WeCom may change it (server-api.md §1.1).
    #[serde(default)]
    pub texts: Vec<String>,
    pub cause: Bilingual,
    pub remedy: Bilingual,
    pub page: Option<Bilingual>,
    pub who: Who,
    pub retry: Retry,
    /// Root causes, where there is more to say.
    #[serde(default)]
    pub causes: Vec<String>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

#[derive(Debug)]
pub struct Errors {
    pub causes: Vec<Cause>,
    pub client: Vec<ClientRow>,
    pub server: Vec<ServerRow>,
    /// What the name of a call, which may stand before the `:` of a message, is or begins with.
    call_words: Vec<String>,
    call_verbs: Vec<String>,
    unknown: usize,
    cause_by_code: HashMap<String, usize>,
    server_by_number: HashMap<i64, usize>,
    /// Patterns made loose, with the row they belong to, in the order of the file.
    exact: HashMap<String, Vec<usize>>,
    ends: Vec<(String, usize)>,
    /// The longest first: a more exact text wins over one it contains.
    contains: Vec<(String, usize)>,
    /// Positions in `contains` by the first byte of the pattern.
    begins: Vec<Vec<usize>>,
}

impl Errors {
    pub(super) fn of(file: File) -> Self {
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        let (mut ends, mut contains) = (Vec::new(), Vec::new());
        for (index, row) in file.client.iter().enumerate() {
            for pattern in &row.exact {
                exact
                    .entry(loose::letters(pattern))
                    .or_default()
                    .push(index);
            }
            ends.extend(
                row.ends
                    .iter()
                    .map(|pattern| (loose::letters(pattern), index)),
            );
            contains.extend(
                row.contains
                    .iter()
                    .map(|pattern| (loose::letters(pattern), index)),
            );
        }
        contains.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.chars().count()));
        let mut begins = vec![Vec::new(); 256];
        for (position, (pattern, _)) in contains.iter().enumerate() {
            if let Some(&byte) = pattern.as_bytes().first() {
                begins[usize::from(byte)].push(position);
            }
        }
        let cause_by_code = file
            .cause
            .iter()
            .enumerate()
            .map(|(index, row)| (row.code.clone(), index))
            .collect();
        let server_by_number = file
            .server
            .iter()
            .enumerate()
            .map(|(index, row)| (row.number, index))
            .collect();
        let unknown = file
            .client
            .iter()
            .position(|row| row.code == crate::errors::UNKNOWN);
        Self {
            call_words: file.call_words,
            call_verbs: file.call_verbs,
            unknown: unknown
                .unwrap_or_else(|| panic!("rules/errors.toml: no row {}", crate::errors::UNKNOWN)),
            cause_by_code,
            server_by_number,
            exact,
            ends,
            contains,
            begins,
            causes: file.cause,
            client: file.client,
            server: file.server,
        }
    }

    /// The row for answers that nobody has described.
    pub(crate) fn unknown(&self) -> &ClientRow {
        &self.client[self.unknown]
    }

    /// Whether a word is the name of a call, without any prefix: `login`, or a verb and a capital letter as in `getContext`.
    pub(crate) fn is_call(&self, word: &str) -> bool {
        let after_verb = |verb: &String| {
            word.strip_prefix(verb.as_str())
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
        };
        self.call_words.iter().any(|known| known == word) || self.call_verbs.iter().any(after_verb)
    }

    pub fn cause(&self, code: &str) -> Option<&Cause> {
        self.cause_by_code
            .get(code)
            .map(|&index| &self.causes[index])
    }

    pub fn server(&self, number: i64) -> Option<&ServerRow> {
        self.server_by_number
            .get(&number)
            .map(|&index| &self.server[index])
    }

    /// The row of a number whose `errmsg` stands in the text, not as the beginning of a longer phrase.
    pub(crate) fn server_text(&self, text: &str) -> Option<&ServerRow> {
        let text = text.to_ascii_lowercase();
        let alone = |at: usize, wanted: &str| {
            let next = text[at + wanted.len()..].trim_start();
            !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && !next.starts_with(|c: char| c.is_ascii_alphanumeric())
        };
        let has = |wanted: &String| {
            text.match_indices(wanted.as_str())
                .any(|(at, _)| alone(at, wanted))
        };
        self.server.iter().find(|row| row.texts.iter().any(has))
    }

    /// The row of a loose text: the whole text first, then its end, then any part of it.
    pub(crate) fn client(&self, text: &str, api: &str, runtime: Runtime) -> Option<&ClientRow> {
        let fits = |index: usize| {
            let row = &self.client[index];
            (runtime == Runtime::Server || row.runtime.is_none_or(|wanted| wanted == runtime))
                && (row.apis.is_empty() || row.apis.iter().any(|name| name == api))
        };
        let exact = self
            .exact
            .get(text)
            .into_iter()
            .flatten()
            .copied()
            .find(|&index| fits(index));
        let found = exact
            .or_else(|| first(&self.ends, |pattern| text.ends_with(pattern), fits))
            .or_else(|| self.inside(text, fits));
        found.map(|index| &self.client[index])
    }
}

impl Errors {
    /// The row of the longest pattern anywhere in the text, in one pass over it.
    fn inside(&self, text: &str, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut best = self.contains.len();
        for at in 0..bytes.len() {
            for &position in &self.begins[usize::from(bytes[at])] {
                if position >= best {
                    break;
                }
                let (pattern, row) = &self.contains[position];
                if bytes[at..].starts_with(pattern.as_bytes()) && fits(*row) {
                    best = position;
                }
            }
        }
        self.contains.get(best).map(|(_, row)| *row)
    }
}

fn first(
    patterns: &[(String, usize)],
    matches: impl Fn(&str) -> bool,
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    let wanted = |(pattern, index): &&(String, usize)| fits(*index) && matches(pattern);
    patterns.iter().find(wanted).map(|(_, index)| *index)
}
