//! What is known around a draft: quota from our own store, rights and receivers
//! from WeCom.

use std::collections::BTreeSet;

use jiff::Timestamp;
use wecom_share_rules::{
    blank,
    codes::{FaultCode, RefusalCode},
    draft::{Draft, TargetKind},
    host::Host,
    plan::{Facts, Rights},
    refusal::Refusal,
};

use crate::{
    http::Caller,
    lists::{Listed, Trust},
    problem::Problem,
    rights::{self, Heard},
    service::Service,
};

/// What our own store knows.
pub(super) async fn gather(
    service: &Service,
    caller: &Caller,
    draft: &Draft,
    now: Timestamp,
) -> Result<Facts, Problem> {
    let receivers = wanted(draft);
    Ok(Facts {
        now,
        member: caller.member.clone(),
        appid: caller.app.appid().to_owned(),
        host: Host::default(),
        rights: Rights::default(),
        known_receivers: None,
        image_links: None,
        pages: None,
        uses: service.quota_uses(caller, &receivers, now).await?,
        quota: service.quota_rule(caller),
        ex_suffix: service.config.ex.page_suffix,
        token: None,
    })
}

/// Adds what WeCom knows, and says when WeCom said it. What it does not say now stays unknown and is not
/// refused for: the client checks the same again.
pub(super) async fn ask_wecom(
    service: &Service,
    caller: &Caller,
    draft: &Draft,
    facts: &mut Facts,
    trust: Trust,
) -> Heard {
    let ((rights, of_rights), (receivers, of_receivers)) = tokio::join!(
        rights::told(service, caller, facts.now, trust),
        known_receivers(service, caller, draft, facts.now, trust)
    );
    facts.rights = rights;
    facts.known_receivers = receivers;
    of_rights.max(of_receivers)
}

/// Whether a newer answer of WeCom could make this refusal wrong.
pub(super) fn rests_on_lists(refusal: &Refusal) -> bool {
    match refusal.code {
        RefusalCode::MemberWithoutCustomerContact
        | RefusalCode::AppNotAllowed
        | RefusalCode::MemberNotInScope => true,
        RefusalCode::DraftInvalid => refusal.faults.iter().any(|fault| {
            matches!(
                fault.code,
                FaultCode::UnknownCustomer | FaultCode::UnknownGroup
            )
        }),
        _ => false,
    }
}

async fn known_receivers(
    service: &Service,
    caller: &Caller,
    draft: &Draft,
    now: Timestamp,
    trust: Trust,
) -> (Option<BTreeSet<String>>, Heard) {
    let ids = wanted(draft);
    if ids.is_empty() {
        return (None, Heard::Now);
    }
    let (app, member) = (&caller.app, &caller.member);
    let list = match draft.target.kind {
        TargetKind::Customers => service.lists.customer_ids(app, member, trust, now).await,
        TargetKind::Groups => service.lists.group_ids(app, member, trust, now).await,
        TargetKind::Moments | TargetKind::Chat => return (None, Heard::Now),
    };
    match list {
        Ok(Listed { list, stale }) => {
            let known = ids.into_iter().filter(|id| list.contains(id)).collect();
            (Some(known), Heard::stale_if(stale))
        }
        Err(error) => {
            rights::unsaid("the member's receivers", &error);
            (None, Heard::Nothing)
        }
    }
}

fn wanted(draft: &Draft) -> Vec<String> {
    let ids = draft.target.ids.iter().flatten();
    ids.map(|id| blank::trim(id).to_owned()).collect()
}
