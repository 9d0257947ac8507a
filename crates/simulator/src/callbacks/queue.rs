//! What waits to be sent, and what became of what was.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::sync::{MutexGuard, Notify};
use utoipa::ToSchema;

use super::Receiver;
use crate::faults::{FaultKind, Strike};

/// Older ones are forgotten once they have ended.
const KEPT: usize = 1_000;

/// One event on its way to one app.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Delivery {
    pub id: u64,
    /// The company's, or the suite's id.
    pub to: String,
    /// `null` for a suite.
    pub agentid: Option<i64>,
    pub url: String,
    #[schema(example = "change_external_contact")]
    pub event: &'static str,
    #[schema(example = "add_external_contact")]
    pub change: &'static str,
    /// As it is inside the encryption.
    pub message: String,
    pub state: DeliveryState,
    pub attempts: Vec<Attempt>,
    #[serde(skip)]
    pub receiver: Receiver,
    #[serde(skip)]
    not_before: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeliveryState {
    Waiting,
    /// A fault holds it back until the next event has gone.
    Held,
    Delivered,
    /// After the last repeat.
    GivenUp,
}

impl DeliveryState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Delivered => "delivered",
            Self::GivenUp => "given_up",
        }
    }
}

/// One request.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Attempt {
    #[schema(example = "2026-11-24T09:30:00+08:00")]
    pub at: String,
    /// The receiver's HTTP status.
    pub status: Option<u16>,
    /// Why there is none.
    pub error: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Callbacks {
    all: Mutex<All>,
    added: Notify,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct All {
    last: u64,
    /// In the order in which they are to be sent.
    waiting: VecDeque<Delivery>,
    held: Vec<Delivery>,
    ended: VecDeque<Delivery>,
    /// The last ticket each suite was sent.
    tickets: BTreeMap<String, String>,
}

impl Callbacks {
    pub fn add(
        &self,
        receiver: Receiver,
        event: &'static str,
        change: &'static str,
        message: String,
        strike: &Strike,
        now: Timestamp,
    ) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let all = &mut *all;
        let mut delivery = Delivery {
            id: 0,
            to: receiver.to.clone(),
            agentid: receiver.agentid,
            url: receiver.callback.url.clone(),
            event,
            change,
            message,
            state: DeliveryState::Waiting,
            attempts: Vec::new(),
            receiver,
            not_before: None,
        };
        let again = (strike.kind == Some(FaultKind::CallbackTwice)).then(|| delivery.clone());
        if strike.kind == Some(FaultKind::CallbackDelayed) {
            let late = SignedDuration::from_millis(i64::try_from(strike.ms).unwrap_or(i64::MAX));
            delivery.not_before = Some(now.saturating_add(late).unwrap_or(Timestamp::MAX));
        }
        for mut it in [Some(delivery), again].into_iter().flatten() {
            all.last += 1;
            it.id = all.last;
            if strike.kind == Some(FaultKind::CallbackOutOfOrder) {
                it.state = DeliveryState::Held;
                all.held.push(it);
                continue;
            }
            let same = |held: &Delivery| held.to == it.to && held.agentid == it.agentid;
            let (behind, held): (Vec<_>, Vec<_>) =
                std::mem::take(&mut all.held).into_iter().partition(same);
            all.held = held;
            all.waiting.push_back(it);
            all.waiting.extend(behind.into_iter().map(|mut it| {
                it.state = DeliveryState::Waiting;
                it
            }));
        }
        self.added.notify_one();
    }

    /// Whether the suite has not been sent this one; remembers it.
    pub(super) fn is_new_ticket(&self, suite: &str, ticket: &str) -> bool {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.tickets.insert(suite.to_owned(), ticket.to_owned());
        before.as_deref() != Some(ticket)
    }

    /// The first that may go now. It stays in the queue until it has ended: whoever sends it may give up in between.
    pub(super) fn due(&self, all_of_them: bool, now: Timestamp) -> Option<Delivery> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let due = |it: &&Delivery| all_of_them || it.not_before.is_none_or(|at| at <= now);
        let held = all.held.first().filter(|_| all_of_them);
        all.waiting.iter().find(due).or(held).cloned()
    }

    /// One that waits, by its number.
    pub(super) fn waiting(&self, number: u64) -> Option<Delivery> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waiting = all.waiting.iter().chain(&all.held);
        waiting.find(|it| it.id == number).cloned()
    }

    pub(super) fn ended(&self, delivery: Delivery) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.waiting.retain(|it| it.id != delivery.id);
        all.held.retain(|it| it.id != delivery.id);
        all.ended.push_back(delivery);
        if all.ended.len() > KEPT {
            all.ended.pop_front();
        }
    }

    /// Those that ended, then those that wait, by number.
    pub fn list(&self) -> Vec<Delivery> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let mut list: Vec<Delivery> = all
            .ended
            .iter()
            .chain(&all.waiting)
            .chain(&all.held)
            .cloned()
            .collect();
        list.sort_by_key(|it| it.id);
        list
    }

    pub(super) async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    pub(super) async fn added(&self) {
        self.added.notified().await;
    }
}
