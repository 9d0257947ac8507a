//! Customers and groups given from one member to another (server-api.md §4.11).
//!
//! ```text
//! begun ──a day──▶ taken over      the one loses the customer, the other has it
//!   └──the customer refuses, or the other has too many──▶ failed (the event transfer_fail)
//! ```
//! A group changes hands at once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::tokens::after;
use crate::time;

/// A customer or a group may be given away so often, in so long.
const TWICE: usize = 2;
const WITHIN: SignedDuration = SignedDuration::from_hours(24 * 90);
/// So many groups a day to one new owner.
const GROUPS_A_DAY: usize = 300;

#[derive(Debug, Default)]
pub(crate) struct Transfers {
    /// Oldest first; the n-th has the number n + 1.
    all: Vec<Transfer>,
    /// Those that have not ended, by their time.
    open: BTreeSet<(Timestamp, u64)>,
    /// When each customer or group was given away, by company and id.
    given: BTreeMap<(String, String), Vec<Timestamp>>,
    /// Groups given to each new owner today.
    today: BTreeMap<(String, String), (Date, usize)>,
    /// Groups to be handed over as soon as the world can be changed: company, group, new owner, of one who has left.
    pub owners: Vec<(String, String, String, bool)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Transfer {
    pub number: u64,
    pub corpid: String,
    pub customer: String,
    pub from: String,
    pub to: String,
    /// What the customer is told when it is done.
    pub message: Option<String>,
    pub at: Timestamp,
    due: Timestamp,
    pub state: TransferState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransferState {
    Begun,
    TakenOver,
    CustomerRefused,
    CustomerLimitExceed,
    /// Another one of the same customer was begun.
    Superseded,
}

/// What is to be given.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub corpid: &'a str,
    pub customer: &'a str,
    pub from: &'a str,
    pub to: &'a str,
    pub message: Option<&'a str>,
}

impl TransferState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::TakenOver => "taken_over",
            Self::CustomerRefused => "customer_refused",
            Self::CustomerLimitExceed => "customer_limit_exceed",
            Self::Superseded => "superseded",
        }
    }
}

impl Transfers {
    /// False when the customer was given away too often.
    pub fn begin(&mut self, given: &Given<'_>, hours: u16, now: Timestamp) -> bool {
        if !self.may_give(given.corpid, given.customer, now) {
            return false;
        }
        let same = |it: &&Transfer| {
            let pair = (it.corpid.as_str(), it.customer.as_str(), it.from.as_str());
            it.state == TransferState::Begun && pair == (given.corpid, given.customer, given.from)
        };
        if let Some(number) = self.all.iter().find(same).map(|it| it.number) {
            self.end(number, TransferState::Superseded);
        }
        let number = self.all.len() as u64 + 1;
        let due = after(now, SignedDuration::from_hours(hours.into()));
        self.open.insert((due, number));
        self.all.push(Transfer {
            number,
            corpid: given.corpid.to_owned(),
            customer: given.customer.to_owned(),
            from: given.from.to_owned(),
            to: given.to.to_owned(),
            message: given.message.map(str::to_owned),
            at: now,
            due,
            state: TransferState::Begun,
        });
        true
    }

    /// Hands a group over; false when it, or its new owner, had too many.
    pub fn give_group(
        &mut self,
        corpid: &str,
        chat: &str,
        to: &str,
        left: bool,
        now: Timestamp,
    ) -> bool {
        let today = time::local(now).date();
        let key = (corpid.to_owned(), to.to_owned());
        let count = self.today.entry(key).or_insert((today, 0));
        if count.0 != today {
            *count = (today, 0);
        }
        if count.1 >= GROUPS_A_DAY {
            return false;
        }
        count.1 += 1;
        if !self.may_give(corpid, chat, now) {
            return false;
        }
        self.owners
            .push((corpid.to_owned(), chat.to_owned(), to.to_owned(), left));
        true
    }

    /// Counts one more, if there may be one.
    fn may_give(&mut self, corpid: &str, id: &str, now: Timestamp) -> bool {
        let key = (corpid.to_owned(), id.to_owned());
        let times = self.given.entry(key).or_default();
        times.retain(|it| now < after(*it, WITHIN));
        if times.len() >= TWICE {
            return false;
        }
        times.push(now);
        true
    }

    /// Whether anything is to be done in the world.
    pub fn waiting(&self, now: Timestamp) -> bool {
        !self.owners.is_empty() || self.due(now).is_some()
    }

    /// The first whose time has come.
    pub fn due(&self, now: Timestamp) -> Option<u64> {
        let (due, number) = self.open.first()?;
        (now >= *due).then_some(*number)
    }

    /// The one whose time comes next, or this one.
    pub fn next(&self, number: Option<u64>) -> Option<u64> {
        let mut open = self.open.iter().map(|(_, it)| *it);
        open.find(|it| number.is_none_or(|number| number == *it))
    }

    /// Ends one that was begun.
    pub fn end(&mut self, number: u64, state: TransferState) -> Option<Transfer> {
        let begun = |it: &&mut Transfer| it.number == number && it.state == TransferState::Begun;
        let transfer = self.all.iter_mut().find(begun)?;
        transfer.state = state;
        self.open.remove(&(transfer.due, number));
        Some(transfer.clone())
    }

    pub fn of<'a>(&'a self, corpid: &'a str) -> impl Iterator<Item = &'a Transfer> {
        self.all.iter().filter(move |it| it.corpid == corpid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_gets_three_hundred_groups_a_day() {
        let mut transfers = Transfers::default();
        let now: Timestamp = "2026-11-24T12:00:00+08:00".parse().unwrap();
        let mut give =
            |n: usize, to: &str, now| transfers.give_group("ww", &format!("wr{n}"), to, false, now);
        assert!((0..GROUPS_A_DAY).all(|n| give(n, "lisi", now)));
        assert!(!give(300, "lisi", now));
        assert!(give(301, "wangwu", now));
        assert!(give(
            302,
            "lisi",
            after(now, SignedDuration::from_hours(12))
        ));
    }
}
