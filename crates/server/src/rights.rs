//! What a member and an app may do, as far as WeCom says.

use jiff::Timestamp;
use wecom_share_rules::{codes::RefusalCode, plan::Rights, refusal::Refusal};

use crate::{
    http::Caller,
    lists::Trust,
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
    match service.lists.follow_users(&caller.app, trust, now).await {
        Ok(members) => Rights {
            app_allowed: Some(true),
            customer_contact: Some(members.contains(&caller.member)),
            ..Rights::default()
        },
        Err(error) if error.errcode() == Some(API_FORBIDDEN) => Rights {
            app_allowed: Some(false),
            ..Rights::default()
        },
        Err(error) => {
            unsaid("the members with customer contact", &error);
            Rights::default()
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
