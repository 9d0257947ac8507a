//! What was promised so far, and whether it is kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use wecom_api::callback::{Event, Limits, Receiver, Stamp};
use wecom_share_store::{CallbackState, Owner, Received, ShareState, Store};

use crate::{
    front::Heard,
    house::{AES_KEY, AGENT, CALLBACK_TOKEN, CORPS, MEMBER},
};

pub type Kept = Result<(), String>;

/// A share whose plan was answered.
#[derive(Debug, Clone)]
pub struct Share {
    pub corp: usize,
    pub id: String,
    pub token: String,
    pub receivers: Vec<String>,
    /// As last answered or seen.
    pub state: ShareState,
    /// A report may have been carried out whose answer got lost.
    pub uncertain: bool,
    /// Openings that were answered, and those whose answer got lost.
    pub opened: BTreeSet<String>,
    pub perhaps_opened: BTreeSet<String>,
}

#[derive(Debug, Default)]
pub struct Model {
    pub shares: Vec<Share>,
    /// By company and picture: the id and the link.
    pub pictures: BTreeMap<(usize, u8), (String, String)>,
}

macro_rules! keep {
    ($holds:expr, $($said:tt)*) => {
        if !$holds {
            return Err(format!($($said)*));
        }
    };
}
pub(crate) use keep;

impl Model {
    pub async fn check(&mut self, store: &Store, heard: &[Heard]) -> Kept {
        for share in &mut self.shares {
            share.check(store).await?;
        }
        self.check_quota(store).await?;
        check_events(store, heard).await
    }

    /// One use for each receiver of each share that is handed over.
    async fn check_quota(&self, store: &Store) -> Kept {
        for (index, corp) in CORPS.iter().enumerate() {
            let everybody: Vec<String> = corp.customers.map(str::to_owned).to_vec();
            let uses = store.quota_uses(corp.corpid, &everybody, Timestamp::MIN);
            let uses = uses.await.map_err(|error| error.to_string())?;
            for customer in &everybody {
                let ledger = uses.iter().filter(|it| it.receiver == *customer).count();
                let handed = self.shares.iter().filter(|share| {
                    share.corp == index
                        && share.state == ShareState::HandedOver
                        && share.receivers.contains(customer)
                });
                let handed = handed.count();
                keep!(
                    ledger == handed,
                    "{customer}: {handed} shares handed over, {ledger} uses in the ledger"
                );
            }
        }
        Ok(())
    }
}

impl Share {
    fn owner(&self) -> Owner<'static> {
        Owner {
            corpid: CORPS[self.corp].corpid,
            member: MEMBER,
        }
    }

    async fn check(&mut self, store: &Store) -> Kept {
        let found = store.share(self.owner(), &self.id).await;
        let Some(found) = found.map_err(|error| error.to_string())? else {
            return Err(format!("{} is gone", self.id));
        };
        let (was, is) = (self.state, found.share.state);
        let may_move = self.uncertain && was == ShareState::Prepared;
        keep!(was == is || may_move, "{}: {was:?} became {is:?}", self.id);
        self.state = is;
        if is != ShareState::Prepared {
            self.uncertain = false;
        }
        let planned = found.receivers.iter().map(|it| &it.id);
        keep!(
            self.receivers
                .iter()
                .all(|id| planned.clone().any(|it| it == id)),
            "{} lost a receiver",
            self.id
        );
        let least = self.opened.len() as u64;
        let most = self.opened.union(&self.perhaps_opened).count() as u64;
        let opened = found.share.opened;
        keep!(
            (least..=most).contains(&opened),
            "{}: {least} to {most} openings, {opened} in the ledger",
            self.id
        );
        let elsewhere = Owner {
            corpid: CORPS[1 - self.corp].corpid,
            member: MEMBER,
        };
        let seen = store.share(elsewhere, &self.id).await;
        keep!(
            matches!(seen, Ok(None)),
            "{} is seen from the other company",
            self.id
        );
        Ok(())
    }
}

/// The company and the key of an event that was answered with 200.
fn key_of(heard: &Heard) -> (String, String) {
    let corpid = heard.uri.path().split('/').nth(2).unwrap().to_owned();
    let query = heard.uri.query().unwrap();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).unwrap().1
    };
    let receiver = Receiver::new(
        CALLBACK_TOKEN.into(),
        &AES_KEY.into(),
        &*corpid,
        Limits::default(),
    );
    let stamp = Stamp {
        msg_signature: value("msg_signature"),
        timestamp: value("timestamp"),
        nonce: value("nonce"),
    };
    let sent = Timestamp::from_second(stamp.timestamp.parse().unwrap()).unwrap();
    let message = receiver.unwrap().open(stamp, &heard.body, sent).unwrap();
    (corpid, message.event().unwrap().key())
}

pub async fn events(store: &Store) -> Result<Vec<Received>, String> {
    let all = store.callbacks_after(0, 10_000).await;
    all.map_err(|error| error.to_string())
}

async fn check_events(store: &Store, heard: &[Heard]) -> Kept {
    let delivered: BTreeSet<_> = heard.iter().map(key_of).collect();
    let answered: BTreeSet<_> = heard
        .iter()
        .filter(|it| it.status.is_success())
        .map(key_of)
        .collect();
    let mut rows = BTreeSet::new();
    for row in events(store).await? {
        let key = Event::read(&row.message).unwrap().key();
        keep!(
            row.receiver == AGENT.to_string(),
            "an event of {} is {}'s",
            row.corpid,
            row.receiver
        );
        let key = (row.corpid, key);
        keep!(delivered.contains(&key), "an event from nowhere: {key:?}");
        keep!(rows.insert(key.clone()), "an event twice: {key:?}");
    }
    let lost = answered.difference(&rows).next();
    keep!(lost.is_none(), "an event is lost: {lost:?}");
    Ok(())
}

/// Whether every event was handled.
pub async fn all_handled(store: &Store) -> Result<bool, String> {
    let rows = events(store).await?;
    Ok(rows.iter().all(|row| row.state == CallbackState::Handled))
}
