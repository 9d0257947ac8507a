//! Customers opening cards.
//!
//! One commit per opening would wait for the disk once per opening. So one
//! task takes whatever has arrived, writes it in one transaction, and lets
//! everybody in it wait for one sync; while the disk is busy the next batch
//! gathers. A single opening is not made to wait for company.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use tokio::{
    sync::{mpsc, oneshot},
    task::{JoinHandle, JoinSet},
};

use crate::{Store, StoreError, writer::Writer};

/// How many openings are written in one transaction at most.
const BATCH: usize = 1024;
/// How many may wait; beyond it, who reports an opening waits for a place.
const WAITING: usize = 4096;
/// How many tokens are remembered with the share they lead to.
const REMEMBERED: usize = 10_000;

/// A customer opened a card.
#[derive(Debug, Clone)]
pub struct Opening {
    /// What the card's query carried.
    pub token: String,
    /// Made by the client, so that a repeated request counts once.
    pub event: String,
    pub page: Option<String>,
    pub scene: Option<i64>,
    pub chat_type: Option<i64>,
}

/// What became of a reported opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub share: String,
    /// False when this event had been recorded before.
    pub fresh: bool,
}

impl Store {
    /// Records that a card was opened. `None` when the token leads nowhere.
    ///
    /// # Errors
    /// The database or the disk failed.
    pub async fn record_opening(
        &self,
        opening: Opening,
        now: Timestamp,
    ) -> Result<Option<Recorded>, StoreError> {
        let Some(share) = self.share_of_token(&opening.token).await? else {
            return Ok(None);
        };
        let fresh = self
            .recorder
            .record(share.clone(), opening, now.as_millisecond())
            .await?;
        Ok(Some(Recorded {
            share: share.id.clone(),
            fresh,
        }))
    }

    async fn share_of_token(&self, token: &str) -> Result<Option<Arc<ShareKey>>, StoreError> {
        if let Some(known) = self.recorder.known(token) {
            return Ok(Some(known));
        }
        let row = sqlx::query!("SELECT corpid, id FROM shares WHERE token = $1", token)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|row| {
            let share = Arc::new(ShareKey {
                corpid: row.corpid,
                id: row.id,
            });
            self.recorder.remember(token, share.clone());
            share
        }))
    }
}

#[derive(Debug)]
struct ShareKey {
    corpid: String,
    id: String,
}

struct Ask {
    share: Arc<ShareKey>,
    opening: Opening,
    at: i64,
    tell: oneshot::Sender<Result<bool, StoreError>>,
}

/// The way to the task that writes.
#[derive(Debug)]
pub(crate) struct Recorder {
    asks: Mutex<Option<mpsc::Sender<Ask>>>,
    task: Mutex<Option<JoinHandle<()>>>,
    /// A token never leads to another share.
    known: Mutex<BTreeMap<String, Arc<ShareKey>>>,
}

impl Recorder {
    pub(crate) fn start(writer: Arc<Writer>) -> Self {
        let (asks, asked) = mpsc::channel(WAITING);
        Self {
            asks: Mutex::new(Some(asks)),
            task: Mutex::new(Some(tokio::spawn(write_batches(asked, writer)))),
            known: Mutex::default(),
        }
    }

    async fn record(
        &self,
        share: Arc<ShareKey>,
        opening: Opening,
        at: i64,
    ) -> Result<bool, StoreError> {
        let asks = locked(&self.asks).clone().ok_or(StoreError::Closed)?;
        let (tell, told) = oneshot::channel();
        let ask = Ask {
            share,
            opening,
            at,
            tell,
        };
        asks.send(ask).await.map_err(|_| StoreError::Closed)?;
        drop(asks);
        told.await.map_err(|_| StoreError::Closed)?
    }

    /// Writes what is waiting and stops.
    pub(crate) async fn finish(&self) {
        drop(locked(&self.asks).take());
        let task = locked(&self.task).take();
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the task that writes openings ended badly");
        }
    }

    fn known(&self, token: &str) -> Option<Arc<ShareKey>> {
        locked(&self.known).get(token).cloned()
    }

    fn remember(&self, token: &str, share: Arc<ShareKey>) {
        let mut known = locked(&self.known);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(token.to_owned(), share);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn write_batches(mut asked: mpsc::Receiver<Ask>, writer: Arc<Writer>) {
    let mut batch = Vec::new();
    let mut settling = JoinSet::new();
    while asked.recv_many(&mut batch, BATCH).await > 0 {
        match write_batch(&batch, &writer).await {
            Ok(fresh) => {
                let tells: Vec<_> = batch.drain(..).map(|ask| ask.tell).zip(fresh).collect();
                let writer = writer.clone();
                // The disk is waited for beside the next batch.
                settling.spawn(async move {
                    let settled = writer.settle().await;
                    for (tell, fresh) in tells {
                        // Whoever asked may have gone away meanwhile.
                        let _ = tell.send(settled.clone().map(|()| fresh));
                    }
                });
                while settling.try_join_next().is_some() {}
            }
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "openings were not written"
                );
                for ask in batch.drain(..) {
                    let _ = ask.tell.send(Err(error.clone()));
                }
            }
        }
    }
    while settling.join_next().await.is_some() {}
}

/// One transaction; for each opening whether it is new.
async fn write_batch(batch: &[Ask], writer: &Writer) -> Result<Vec<bool>, StoreError> {
    let mut turn = writer.turn().await?;
    let mut tx = turn.begin().await?;
    let mut fresh = Vec::with_capacity(batch.len());
    for Ask {
        share, opening, at, ..
    } in batch
    {
        let done = sqlx::query!(
            "INSERT INTO openings (corpid, share_id, event, at, page, scene, chat_type)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (corpid, share_id, event) DO NOTHING",
            share.corpid,
            share.id,
            opening.event,
            at,
            opening.page,
            opening.scene,
            opening.chat_type,
        )
        .execute(&mut *tx)
        .await?;
        fresh.push(done.rows_affected() == 1);
    }
    tx.commit().await?;
    Ok(fresh)
}
