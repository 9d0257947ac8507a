//! From what WeCom answered to causes and remedies.

pub(crate) mod loose;
mod raw;

use serde::Serialize;

pub use self::raw::RawAnswer;
pub use crate::book::{Cause, Outcome, Retry, Runtime, Who};
use crate::{
    book::{self, ClientRow, ServerRow},
    host::Platform,
    plan::Rights,
    text::Bilingual,
};

/// What an answer means. Serialises to the `error` object of our API, with `outcome` besides.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    pub outcome: Outcome,
    /// The stable code of the answer; that of the only cause where there is just one.
    pub code: String,
    pub cause: Bilingual,
    pub remedy: Bilingual,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Bilingual>,
    pub who: Who,
    pub retry: Retry,
    /// WeCom's server number, if the answer carried one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// Every cause that is known for it, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<&'static Cause>,
}

/// Explains an answer of `api` (with or without the prefixes `qy.`, `qy__`; empty when it is not known).
///
/// `raw` is the answer object, its text, a number of the server, or a log line that contains one of them. With
/// [`Runtime::Server`] everything in the book is looked through: also the texts that only web pages get, and the
/// server's own words without its number.
pub fn explain(
    runtime: Runtime,
    platform: Platform,
    api: &str,
    raw: impl Into<RawAnswer>,
) -> Explanation {
    // No text in the book differs by platform beyond its spelling, which is compared loosely.
    let _ = platform;
    let raw = raw.into();
    let book = book::errors();
    if let Some(number) = raw.number.filter(|&number| number != 0)
        && let Some(row) = book.server(number)
    {
        return of_server(row, runtime, api);
    }
    let message = raw.message.as_deref().unwrap_or_default();
    let (named, text) = split(message);
    let api = named.unwrap_or(bare(api));
    let mut loose = loose::message(text);
    if loose.is_empty()
        && (runtime == Runtime::H5 || raw.number == Some(0) || raw.client_number == Some(0))
    {
        "ok".clone_into(&mut loose);
    }
    let whole = || {
        book.client(&loose::letters(message), api, runtime)
            .filter(|row| row.outcome == Outcome::Failed)
    };
    if let Some(row) = book.client(&loose, api, runtime).or_else(whole) {
        return of_client(row, runtime, api);
    }
    let numbered = raw::numbers(message).find_map(|number| book.server(number));
    let worded = || {
        Some(message)
            .filter(|_| runtime == Runtime::Server)
            .and_then(|message| book.server_text(message))
    };
    match numbered.or_else(worded) {
        Some(row) => of_server(row, runtime, api),
        // Zero is success: that says nothing about a text nobody knows.
        None => unknown(raw.number.filter(|&number| number != 0), runtime, api),
    }
}

/// The call a message names, and what it says: cut at the first `:` after a known call, else at the first.
fn split(message: &str) -> (Option<&str>, &str) {
    for (at, _) in message.match_indices(':') {
        let word = message[..at]
            .rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default();
        let name = bare(word);
        if book::errors().is_call(name) {
            return (Some(name), &message[at + 1..]);
        }
    }
    match message.split_once(':') {
        Some((_, text)) => (None, text),
        None => (None, message),
    }
}

/// The name of a call without the prefixes of its runtimes: `wx.qy.`, `ww.`, `qy__`.
fn bare(api: &str) -> &str {
    let api = api.rsplit('.').next().unwrap_or(api);
    api.strip_prefix("qy__").unwrap_or(api)
}

impl Explanation {
    /// The explanation in the light of what is known of the member's and the app's rights: a cause that is disproved
    /// is dropped, one that is proved comes first and speaks for the whole.
    #[must_use]
    pub fn knowing(mut self, rights: Rights) -> Self {
        let held = |cause: &&Cause| match cause.code.as_str() {
            "member_not_in_scope" => rights.in_scope,
            "app_not_allowed" => rights.app_allowed,
            "member_without_customer_contact" => rights.customer_contact,
            "moments_right_missing" => rights.moments,
            _ => None,
        };
        let before = self.causes.len();
        self.causes.retain(|cause| held(cause) != Some(true));
        self.causes.sort_by_key(|cause| held(cause) != Some(false));
        let Some(first) = self.causes.first() else {
            return self;
        };
        if held(first) == Some(false) || self.causes.len() == 1 && before > 1 {
            self.cause = first.cause.lend();
        }
        self.remedy = first.remedy.lend();
        self.page = first.page.as_ref().map(Bilingual::lend);
        self.who = first.who;
        self.retry = first.retry;
        self
    }
}

fn of_client(row: &'static ClientRow, runtime: Runtime, api: &str) -> Explanation {
    let causes = causes(&row.causes, runtime, api);
    let first = causes.first().copied();
    let only = causes.len() == 1;
    Explanation {
        outcome: row.outcome,
        code: row.code.clone(),
        cause: match first {
            Some(cause) if only => cause.cause.lend(),
            _ => row.cause.lend(),
        },
        remedy: match first {
            Some(cause) => cause.remedy.lend(),
            None if row.outcome == Outcome::Failed => KEEP_THE_TEXT.lend(),
            None => NOTHING_TO_DO.lend(),
        },
        page: first
            .and_then(|cause| cause.page.as_ref())
            .map(Bilingual::lend),
        who: match first {
            Some(cause) => cause.who,
            None if row.outcome == Outcome::Failed => Who::Developer,
            None => Who::Nobody,
        },
        retry: first.map_or(Retry::No, |cause| cause.retry),
        number: None,
        causes,
    }
}

fn of_server(row: &'static ServerRow, runtime: Runtime, api: &str) -> Explanation {
    Explanation {
        outcome: Outcome::Failed,
        code: row.code.clone(),
        cause: row.cause.lend(),
        remedy: row.remedy.lend(),
        page: row.page.as_ref().map(Bilingual::lend),
        who: row.who,
        retry: row.retry,
        number: Some(row.number),
        causes: causes(&row.causes, runtime, api),
    }
}

fn unknown(number: Option<i64>, runtime: Runtime, api: &str) -> Explanation {
    Explanation {
        number,
        ..of_client(book::errors().unknown(), runtime, api)
    }
}

/// The code of an answer that no row describes.
pub const UNKNOWN: &str = "unknown_answer";
static NOTHING_TO_DO: Bilingual = Bilingual::new("无需处理。", "Nothing needs to be done.");
static KEEP_THE_TEXT: Bilingual = Bilingual::new(
    "没有来源说明过它的原因；请保留原文，以便排查。",
    "No source tells its cause; keep the raw text for whoever looks into it.",
);

fn causes(codes: &[String], runtime: Runtime, api: &str) -> Vec<&'static Cause> {
    let known = codes.iter().filter_map(|code| book::errors().cause(code));
    known
        .filter(|cause| {
            runtime == Runtime::Server || cause.runtime.is_none_or(|wanted| wanted == runtime)
        })
        .filter(|cause| {
            api.is_empty() || cause.apis.is_empty() || cause.apis.iter().any(|name| name == api)
        })
        .collect()
}

#[cfg(test)]
mod tests;
