//! What a member and an app may do, as far as WeCom says.

use jiff::Timestamp;
use wecom_share_rules::{
    codes::{NoteCode, RefusalCode},
    plan::{Note, Rights},
    refusal::Refusal,
};

use crate::{
    http::Caller,
    lists::{Listed, Trust},
    problem::{Problem, with_sources},
    service::Service,
    wecom::WecomError,
};

/// The app lacks the right to the interface (server-api.md §11).
const API_FORBIDDEN: i64 = 48002;

/// What is known. What WeCom does not say now stays unknown.
pub(crate) async fn known(
    service: &Service,
    caller: &Caller,
    now: Timestamp,
    trust: Trust,
) -> Rights {
    told(service, caller, now, trust).await.0
}

/// As [`known`], and how far WeCom can be trusted to have said it.
pub(crate) async fn told(
    service: &Service,
    caller: &Caller,
    now: Timestamp,
    trust: Trust,
) -> (Rights, Heard) {
    match service.lists.follow_users(&caller.app, trust, now).await {
        Ok(Listed { list, stale }) => {
            let rights = Rights {
                app_allowed: Some(true),
                customer_contact: Some(list.contains(&caller.member)),
                ..Rights::default()
            };
            (rights, Heard::stale_if(stale))
        }
        Err(error) if error.errcode() == Some(API_FORBIDDEN) => {
            let rights = Rights {
                app_allowed: Some(false),
                ..Rights::default()
            };
            (rights, Heard::Now)
        }
        Err(error) => {
            unsaid("the members with customer contact", &error);
            (Rights::default(), Heard::Nothing)
        }
    }
}

/// When WeCom said what a plan rests on; the worst of all it rests on counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Heard {
    #[default]
    Now,
    /// It did not answer in time; an older answer was used.
    Earlier,
    /// It did not answer.
    Nothing,
}

impl Heard {
    pub(crate) fn stale_if(stale: bool) -> Self {
        if stale { Self::Earlier } else { Self::Now }
    }

    /// What a plan says about it.
    pub(crate) fn note(self) -> Option<Note> {
        match self {
            Self::Now => None,
            Self::Earlier => Some(Note::new(NoteCode::OlderListsUsed)),
            Self::Nothing => Some(Note::new(NoteCode::WecomNotHeard)),
        }
    }
}

/// Refuses a member who certainly has no customer contact.
pub(crate) async fn need_customer_contact(
    service: &Service,
    caller: &Caller,
    now: Timestamp,
) -> Result<(), Problem> {
    if missing(known(service, caller, now, Trust::Usually).await).is_none() {
        return Ok(());
    }
    match missing(known(service, caller, now, Trust::Barely).await) {
        None => Ok(()),
        Some(code) => Err(Problem::from(&Refusal::new(code))),
    }
}

fn missing(rights: Rights) -> Option<RefusalCode> {
    if rights.app_allowed == Some(false) {
        return Some(RefusalCode::AppNotAllowed);
    }
    (rights.customer_contact == Some(false)).then_some(RefusalCode::MemberWithoutCustomerContact)
}

/// Notes that something goes on without an answer of WeCom.
pub(crate) fn unsaid(what: &str, error: &WecomError) {
    tracing::warn!(
        what,
        errcode = error.errcode(),
        error = with_sources(error),
        "WeCom did not say; going on without knowing"
    );
}
