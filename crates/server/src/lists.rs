//! What WeCom says about members, customers and groups, kept for a short while.
//!
//! A plan may rest on what is kept, a refusal may not: who was just given
//! customer contact, or just added a customer, must not be turned away because
//! of an older answer. So whoever would refuse asks again with [`Trust::Barely`].

use std::{collections::BTreeSet, future::Future, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use tokio::sync::Mutex;

use crate::{
    apps::App,
    wecom::{Named, WecomError},
};

/// How old an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// As configured.
    Usually,
    /// A few seconds: enough that a person pressing again and again does not
    /// become a call each time.
    Barely,
}

const BARELY: SignedDuration = SignedDuration::from_secs(5);

/// How many lists of one kind are kept, and for how long at most. The largest
/// has 20,000 customers.
const KEPT: u64 = 1000;
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);

pub(crate) struct Lists {
    usually: SignedDuration,
    follow_users: Kept<BTreeSet<String>>,
    customer_ids: Kept<BTreeSet<String>>,
    group_ids: Kept<BTreeSet<String>>,
    customers: Kept<Vec<Named>>,
    groups: Kept<Vec<Named>>,
}

type Answer<T> = Result<Arc<T>, WecomError>;

impl Lists {
    pub(crate) fn new(usually_seconds: u64) -> Self {
        let seconds = i64::try_from(usually_seconds).unwrap_or(i64::MAX);
        Self {
            usually: SignedDuration::from_secs(seconds),
            follow_users: Kept::new(),
            customer_ids: Kept::new(),
            group_ids: Kept::new(),
            customers: Kept::new(),
            groups: Kept::new(),
        }
    }

    /// The members with customer contact, inside the app's visible range.
    pub(crate) async fn follow_users(
        &self,
        app: &App,
        trust: Trust,
        now: Timestamp,
    ) -> Answer<BTreeSet<String>> {
        let ask = || app.wecom.follow_users();
        self.follow_users
            .get(key(app, ""), self.age(trust), now, ask)
            .await
    }

    /// The ids of a member's customers.
    pub(crate) async fn customer_ids(
        &self,
        app: &App,
        member: &str,
        trust: Trust,
        now: Timestamp,
    ) -> Answer<BTreeSet<String>> {
        let ask = || app.wecom.customer_ids(member);
        self.customer_ids
            .get(key(app, member), self.age(trust), now, ask)
            .await
    }

    /// The ids of the groups a member owns.
    pub(crate) async fn group_ids(
        &self,
        app: &App,
        member: &str,
        trust: Trust,
        now: Timestamp,
    ) -> Answer<BTreeSet<String>> {
        let ask = || app.wecom.group_ids(member);
        self.group_ids
            .get(key(app, member), self.age(trust), now, ask)
            .await
    }

    /// A member's customers, with names.
    pub(crate) async fn customers(
        &self,
        app: &App,
        member: &str,
        now: Timestamp,
    ) -> Answer<Vec<Named>> {
        let ask = || app.wecom.customers(member);
        self.customers
            .get(key(app, member), self.usually, now, ask)
            .await
    }

    /// The groups a member owns, with names.
    pub(crate) async fn groups(
        &self,
        app: &App,
        member: &str,
        now: Timestamp,
    ) -> Answer<Vec<Named>> {
        let ask = || app.wecom.groups(member);
        self.groups
            .get(key(app, member), self.usually, now, ask)
            .await
    }

    fn age(&self, trust: Trust) -> SignedDuration {
        match trust {
            Trust::Usually => self.usually,
            Trust::Barely => self.usually.min(BARELY),
        }
    }
}

/// Company, app and member.
type Key = (String, String, String);

fn key(app: &App, member: &str) -> Key {
    (
        app.corpid().to_owned(),
        app.appid().to_owned(),
        member.to_owned(),
    )
}

/// The newest answer for each key. Whoever asks while an answer is on its way
/// waits for that one.
struct Kept<T> {
    slots: Cache<Key, Arc<Mutex<Option<Entry<T>>>>>,
}

struct Entry<T> {
    at: Timestamp,
    answer: Answer<T>,
}

impl<T: Send + Sync + 'static> Kept<T> {
    fn new() -> Self {
        Self {
            slots: Cache::builder()
                .max_capacity(KEPT)
                .time_to_live(KEPT_FOR)
                .build(),
        }
    }

    async fn get<F, Fut>(
        &self,
        key: Key,
        oldest: SignedDuration,
        now: Timestamp,
        ask: F,
    ) -> Answer<T>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, WecomError>>,
    {
        let slot = self.slots.get_with(key, async { Arc::default() }).await;
        let mut entry = slot.lock().await;
        if let Some(entry) = &*entry {
            let oldest = match &entry.answer {
                Ok(_) => oldest,
                // While WeCom is away, not everybody waits for a time-out.
                Err(_) => oldest.min(BARELY),
            };
            // A clock that was set back does not make an old answer young.
            let age = now.duration_since(entry.at);
            if !age.is_negative() && age <= oldest {
                return entry.answer.clone();
            }
        }
        let answer = ask().await.map(Arc::new);
        *entry = Some(Entry {
            at: now,
            answer: answer.clone(),
        });
        answer
    }
}

#[cfg(test)]
mod tests;
