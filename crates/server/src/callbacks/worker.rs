//! Works through what was received.
//!
//! Two things happen to a message. What must last (a suite's ticket) is done
//! once, under a lease, in the transaction that marks the message as handled.
//! What lives in memory (the kept lists) is done by every server on this
//! database for itself, by reading along in the order of arrival; so it does
//! not matter which of them WeCom called.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tokio::{sync::Notify, task::JoinHandle};
use wecom_api::callback::{Event, SuiteCommand, What};
use wecom_share_store::{Begun, Done, StoreError};

use super::forget;
use crate::{problem::with_sources, service::Service};

/// How long a server that died keeps a message to itself.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often it is looked for messages that another server received, or that
/// are due again.
const LOOK: Duration = Duration::from_secs(1);
/// How many messages are taken at once.
const AT_ONCE: u32 = 64;
/// How often a message is begun before it is given up; the waits between add
/// up to half a day.
const ATTEMPTS: i64 = 12;

/// The running worker. It stops when this is dropped; what it had begun is
/// begun again by the next one.
pub(crate) struct Worker(JoinHandle<()>);

impl Worker {
    /// Starts at the newest message: lists older than this do not exist yet.
    pub(crate) async fn start(service: Arc<Service>) -> Result<Self, StoreError> {
        let newest = service.store.newest_callback().await?;
        let working = Working {
            read_to: newest,
            service,
            forgotten: Timestamp::MIN,
        };
        Ok(Self(tokio::spawn(working.run())))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Something arrived.
#[derive(Debug, Default)]
pub(crate) struct Bell(Notify);

impl Bell {
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }

    async fn rung(&self) {
        // Rung or not, after a while it is time to look.
        let _ = tokio::time::timeout(LOOK, self.0.notified()).await;
    }
}

struct Working {
    service: Arc<Service>,
    /// The newest message that was read along.
    read_to: i64,
    /// When old messages were last thrown away.
    forgotten: Timestamp,
}

impl Working {
    async fn run(mut self) {
        loop {
            if let Err(error) = self.round().await {
                tracing::error!(
                    error = with_sources(&error),
                    "callbacks wait: the database does not answer"
                );
                tokio::time::sleep(LOOK).await;
            }
            self.service.bell.rung().await;
        }
    }

    async fn round(&mut self) -> Result<(), StoreError> {
        self.read_along().await?;
        while self.work().await? {}
        self.throw_away().await
    }

    async fn read_along(&mut self) -> Result<(), StoreError> {
        let Service { store, lists, .. } = &*self.service;
        loop {
            let new = store.callbacks_after(self.read_to, AT_ONCE).await?;
            let Some(last) = new.last() else {
                return Ok(());
            };
            let last = last.seq;
            for received in new {
                // What does not read does not concern the lists.
                if let Ok(event) = Event::read(&received.message) {
                    forget::changed(lists, &received.corpid, &event).await;
                }
            }
            self.read_to = last;
        }
    }

    /// False when there was nothing to do.
    async fn work(&self) -> Result<bool, StoreError> {
        let Service {
            store, ids, clock, ..
        } = &*self.service;
        let now = clock.now();
        let until = now.saturating_add(LEASE).unwrap_or(now);
        let lease = ids.lease();
        let begun = store.begin_callbacks(&lease, now, until, AT_ONCE).await?;
        for message in &begun {
            match done(message) {
                Ok(done) => {
                    if store.finish_callback(message, &done, clock.now()).await? {
                        tracing::info!(
                            corp = message.corpid,
                            receiver = message.receiver,
                            "callback handled"
                        );
                    }
                }
                Err(why) => {
                    let due = next(message.attempts, clock.now());
                    tracing::error!(
                        corp = message.corpid,
                        receiver = message.receiver,
                        attempts = message.attempts,
                        why,
                        given_up = due.is_none(),
                        "a callback cannot be handled"
                    );
                    store.give_back_callback(message, due).await?;
                }
            }
        }
        Ok(!begun.is_empty())
    }

    async fn throw_away(&mut self) -> Result<(), StoreError> {
        let now = self.service.clock.now();
        let age = now.duration_since(self.forgotten);
        // A clock that was set back counts as an hour, too.
        if !age.is_negative() && age < SignedDuration::from_hours(1) {
            return Ok(());
        }
        let days = i64::from(self.service.config.callback.keep_days);
        let before = now.saturating_sub(SignedDuration::from_hours(24 * days));
        let gone = self
            .service
            .store
            .forget_callbacks(before.unwrap_or(Timestamp::MIN))
            .await?;
        if gone > 0 {
            tracing::info!(gone, "handled callbacks thrown away");
        }
        self.forgotten = now;
        Ok(())
    }
}

/// What must be kept of a message besides itself.
fn done(begun: &Begun) -> Result<Done, &'static str> {
    let event = Event::read(&begun.message).map_err(|_| "it cannot be read any more")?;
    let What::Suite(SuiteCommand::Ticket { ticket }) = event.what else {
        return Ok(Done::Noted);
    };
    match (event.suite_id, Timestamp::from_second(event.created_at)) {
        (Some(suite_id), Ok(created_at)) => Ok(Done::Ticket {
            suite_id,
            ticket,
            created_at,
        }),
        _ => Err("a suite_ticket without SuiteId or TimeStamp"),
    }
}

/// When to begin again: after 10, 20, 40 … seconds.
fn next(attempts: i64, now: Timestamp) -> Option<Timestamp> {
    if attempts >= ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from(attempts.max(1) - 1).unwrap_or(0);
    let wait = SignedDuration::from_secs(10 * 2_i64.pow(doublings));
    now.saturating_add(wait).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_fails_is_begun_again_later_each_time_and_given_up_at_last() {
        let now = Timestamp::UNIX_EPOCH;
        let waits: Vec<_> = (1..=ATTEMPTS)
            .map(|attempts| next(attempts, now).map(Timestamp::as_second))
            .collect();
        assert_eq!(waits[..3], [Some(10), Some(20), Some(40)]);
        assert!(waits[..11].iter().all(Option::is_some));
        assert_eq!(waits[11], None);
    }
}
