//! Transfers where they change the world: when their time has come, or somebody says how they end.

use jiff::Timestamp;

use crate::callbacks::Field;
use crate::content::Content;
use crate::control::contact;
use crate::phones;
use crate::shared::Shared;
use crate::state::{Delivered, Met, Transfer, TransferState};
use crate::world::GroupProfile;

/// Does what is due by now. Called before anything looks at the world.
pub(crate) fn settle(shared: &Shared, now: Timestamp) {
    if !shared.state().transfers.waiting(now) {
        return;
    }
    owners(shared);
    loop {
        let due = shared.state().transfers.due(now);
        let Some(number) = due else { return };
        end(shared, number, TransferState::TakenOver);
    }
}

/// Ends a transfer; what it was, or nothing if it had ended.
pub(crate) fn end(shared: &Shared, number: u64, state: TransferState) -> Option<Transfer> {
    let transfer = shared.state().transfers.end(number, state)?;
    let Transfer {
        corpid,
        customer,
        from,
        to,
        ..
    } = &transfer;
    match state {
        TransferState::TakenOver => take_over(shared, &transfer),
        TransferState::CustomerRefused | TransferState::CustomerLimitExceed => {
            // Which of the two members `UserID` is, is in no source: the one who was to have the customer.
            let why = vec![("FailReason", Field::from(state.as_str()))];
            contact(shared, corpid, "transfer_fail", to, customer, why);
        }
        TransferState::Begun | TransferState::Superseded => {}
    }
    if state == TransferState::TakenOver {
        let source = vec![("Source", Field::from("DELETE_BY_TRANSFER"))];
        contact(
            shared,
            corpid,
            "del_external_contact",
            from,
            customer,
            source,
        );
    }
    Some(transfer)
}

fn take_over(shared: &Shared, transfer: &Transfer) {
    let now = shared.clock.now();
    let mut world = shared.world_mut();
    let Some(company) = world.company_mut(&transfer.corpid) else {
        return;
    };
    company.unfollow(&transfer.customer, &transfer.from);
    company.follow(&transfer.customer, &transfer.to);
    let state = &mut *shared.state();
    if let Some(customer) = company.customer(&transfer.customer) {
        // "Assigned by admin" (server-api.md §4.3).
        let met = Met {
            add_way: 202,
            state: None,
        };
        state.follows.met(company, customer, &transfer.to, met, now);
    }
    if let Some(text) = &transfer.message {
        let sent = Delivered {
            corpid: transfer.corpid.clone(),
            member: transfer.to.clone(),
            chat: transfer.customer.clone(),
            content: Content {
                text: Some(text.clone()),
                attachments: Vec::new(),
            },
        };
        phones::deliver(shared, &world, state, &sent);
    }
}

fn owners(shared: &Shared) {
    let mut world = shared.world_mut();
    let owners = std::mem::take(&mut shared.state().transfers.owners);
    for (corpid, chat, owner, left) in owners {
        let Some(company) = world.company_mut(&corpid) else {
            continue;
        };
        company.change_group(&chat, Some(&owner), |group| {
            if !group.members.contains(&owner) {
                group.members.push(owner.clone());
            }
            if left {
                // Inherited (server-api.md §4.5).
                group
                    .profile
                    .get_or_insert_with(|| Box::new(GroupProfile::default()))
                    .status = 3;
            }
        });
    }
}
