//! A share that is refused before any call.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    book,
    codes::RefusalCode,
    fault::Fault,
    quota::{self, Until},
    route::PassedOver,
    text::Bilingual,
};

/// Why a share cannot be made, until when, and what would work. Serialises to the `error` object of our API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    pub code: RefusalCode,
    pub cause: Bilingual,
    pub remedy: Bilingual,
    /// The page of the admin console that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Bilingual>,
    /// Quota: the first moment at which it works for one of the receivers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Until>,
    /// What works now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<Bilingual>,
    /// Everything wrong with the draft, in the order of places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// Routes that were tried, and why they do not work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
}

impl Refusal {
    pub fn new(code: RefusalCode) -> Self {
        let text = book::refusal_text(code);
        Self {
            code,
            cause: text.cause.lend(),
            remedy: text.remedy.lend(),
            page: text.page.as_ref().map(Bilingual::lend),
            until: None,
            instead: text.instead.iter().map(Bilingual::lend).collect(),
            faults: Vec::new(),
            passed_over: Vec::new(),
        }
    }

    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self {
            faults,
            ..Self::new(RefusalCode::DraftInvalid)
        }
    }

    /// `now` decides how the moment is told: tomorrow, or with the year.
    pub fn used_up(until: Until, rule: quota::Rule, now: Timestamp) -> Self {
        let words = until.words(now);
        let refusal = Self::new(RefusalCode::QuotaUsedUp);
        let rule = book::quotas().words(rule);
        Self {
            cause: refusal
                .cause
                .fill_words("rule", rule)
                .fill_words("until", &words),
            remedy: refusal.remedy.fill_words("until", &words),
            until: Some(until),
            ..refusal
        }
    }
}
