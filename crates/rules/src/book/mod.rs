//! The rule book: the rows of `rules/*.toml`, embedded and read once, each file when it is first needed.
//!
//! They are embedded as JSON, which `build.rs` makes of them: reading TOML would cost every start some milliseconds.
//! A file that does not parse is a bug of this repository; the tests read every file, so it cannot be released.

mod capabilities;
mod channels;
mod errors;
mod fields;
mod grade;
mod quotas;
mod sources;
mod texts;

use std::sync::LazyLock;

use serde::de::DeserializeOwned;

pub use self::{
    capabilities::{Capabilities, Capability, Runtime, Support},
    channels::{ChannelRow, ChannelRule, Channels, ImageRow},
    errors::{Cause, ClientRow, Errors, Outcome, Retry, ServerRow, Who},
    fields::{FieldRow, Fields, OldFormRow, PrecedenceRow, Required},
    grade::Grade,
    quotas::{CallRow, CountRow, ModeRow, Quotas, RuleRow},
    sources::{SourceRow, Sources},
    texts::{ReasonText, RefusalText, TextRow},
};
use crate::{
    codes::{FaultCode, NoteCode, ReasonCode, RefusalCode, SkipCode},
    limits::Limits,
    text::Bilingual,
};

/// The files as people write them, by name; for those who show or check the whole book.
pub const FILES: [(&str, &str); 11] = [
    (
        "sources.toml",
        include_str!("../../../../rules/sources.toml"),
    ),
    ("limits.toml", include_str!("../../../../rules/limits.toml")),
    ("fields.toml", include_str!("../../../../rules/fields.toml")),
    (
        "channels.toml",
        include_str!("../../../../rules/channels.toml"),
    ),
    ("quotas.toml", include_str!("../../../../rules/quotas.toml")),
    ("errors.toml", include_str!("../../../../rules/errors.toml")),
    (
        "capabilities.toml",
        include_str!("../../../../rules/capabilities.toml"),
    ),
    ("faults.toml", include_str!("../../../../rules/faults.toml")),
    (
        "reasons.toml",
        include_str!("../../../../rules/reasons.toml"),
    ),
    ("notes.toml", include_str!("../../../../rules/notes.toml")),
    (
        "refusals.toml",
        include_str!("../../../../rules/refusals.toml"),
    ),
];

const SOURCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sources.json"));
const LIMITS: &str = include_str!(concat!(env!("OUT_DIR"), "/limits.json"));
const FIELDS: &str = include_str!(concat!(env!("OUT_DIR"), "/fields.json"));
const CHANNELS: &str = include_str!(concat!(env!("OUT_DIR"), "/channels.json"));
const QUOTAS: &str = include_str!(concat!(env!("OUT_DIR"), "/quotas.json"));
const ERRORS: &str = include_str!(concat!(env!("OUT_DIR"), "/errors.json"));
const CAPABILITIES: &str = include_str!(concat!(env!("OUT_DIR"), "/capabilities.json"));
const FAULTS: &str = include_str!(concat!(env!("OUT_DIR"), "/faults.json"));
const REASONS: &str = include_str!(concat!(env!("OUT_DIR"), "/reasons.json"));
const NOTES: &str = include_str!(concat!(env!("OUT_DIR"), "/notes.json"));
const REFUSALS: &str = include_str!(concat!(env!("OUT_DIR"), "/refusals.json"));

/// Where the rows come from (`sources.toml`).
pub fn sources() -> &'static Sources {
    static BOOK: LazyLock<Sources> = LazyLock::new(|| read("sources.toml", SOURCES));
    &BOOK
}

/// Counts and sizes (`limits.toml`).
pub fn limits() -> &'static Limits {
    static BOOK: LazyLock<Limits> =
        LazyLock::new(|| Limits::of(&read::<crate::limits::File>("limits.toml", LIMITS)));
    &BOOK
}

/// Required fields, precedence, the old form (`fields.toml`).
pub fn fields() -> &'static Fields {
    static BOOK: LazyLock<Fields> = LazyLock::new(|| read("fields.toml", FIELDS));
    &BOOK
}

/// Places a page or an image can end up (`channels.toml`).
pub fn channels() -> &'static Channels {
    static BOOK: LazyLock<Channels> =
        LazyLock::new(|| Channels::of(read("channels.toml", CHANNELS)));
    &BOOK
}

/// The mass-send quota (`quotas.toml`).
pub fn quotas() -> &'static Quotas {
    static BOOK: LazyLock<Quotas> = LazyLock::new(|| read("quotas.toml", QUOTAS));
    &BOOK
}

/// Which client can do what (`capabilities.toml`).
pub fn capabilities() -> &'static Capabilities {
    static BOOK: LazyLock<Capabilities> = LazyLock::new(|| read("capabilities.toml", CAPABILITIES));
    &BOOK
}

/// What WeCom answers and why (`errors.toml`).
pub fn errors() -> &'static Errors {
    static BOOK: LazyLock<Errors> = LazyLock::new(|| Errors::of(read("errors.toml", ERRORS)));
    &BOOK
}

/// The words of a fault (`faults.toml`).
pub fn fault_text(code: FaultCode) -> &'static Bilingual {
    static BOOK: LazyLock<Vec<Bilingual>> = LazyLock::new(|| {
        texts::in_order(
            "faults.toml",
            FAULTS,
            FaultCode::ALL.iter().map(|code| code.as_str()),
        )
    });
    &BOOK[code as usize]
}

/// The words of a note (`notes.toml`).
pub fn note_text(code: NoteCode) -> &'static Bilingual {
    static BOOK: LazyLock<Vec<Bilingual>> = LazyLock::new(|| {
        texts::in_order(
            "notes.toml",
            NOTES,
            NoteCode::ALL.iter().map(|code| code.as_str()),
        )
    });
    &BOOK[code as usize]
}

/// The words of a reason for or against a route (`reasons.toml`).
pub fn reason_text(code: ReasonCode) -> &'static ReasonText {
    static BOOK: LazyLock<Vec<ReasonText>> = LazyLock::new(|| texts::reasons(REASONS));
    &BOOK[code as usize]
}

/// Why a receiver is left out (`reasons.toml`).
pub fn skip_text(code: SkipCode) -> &'static Bilingual {
    static BOOK: LazyLock<Vec<Bilingual>> = LazyLock::new(|| texts::skips(REASONS));
    &BOOK[code as usize]
}

/// The words of a refusal (`refusals.toml`).
pub fn refusal_text(code: RefusalCode) -> &'static RefusalText {
    static BOOK: LazyLock<Vec<RefusalText>> = LazyLock::new(|| texts::refusals(REFUSALS));
    &BOOK[code as usize]
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("rules/{name}: {error}"))
}

#[cfg(test)]
mod tests;
