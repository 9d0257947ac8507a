//! What WeCom called us with: written down once, worked through under a lease.
//!
//! A lease is a random word and an end. Whoever dies with it simply lets it
//! run out, and whoever finishes late, after another has taken over, changes
//! nothing: finishing needs the word that is in the row.

mod tickets;
mod work;

use jiff::Timestamp;

pub use self::work::{Begun, Done};
use crate::{Store, StoreError};

/// A message that WeCom sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// Whose event it is; empty for what concerns no company.
    pub corpid: String,
    /// An app's agentid, or a suite's id.
    pub receiver: String,
    /// The same for each delivery of the same message.
    pub key: String,
    /// As decrypted.
    pub message: String,
    /// When WeCom says it happened.
    pub created_at: Timestamp,
}

/// What was received, in the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub seq: i64,
    pub corpid: String,
    pub receiver: String,
    pub message: String,
    pub state: CallbackState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackState {
    Waiting,
    Handled,
    /// It failed too often.
    GivenUp,
}

impl CallbackState {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Handled => "handled",
            Self::GivenUp => "given_up",
        }
    }

    fn read(text: &str, seq: i64) -> Result<Self, StoreError> {
        [Self::Waiting, Self::Handled, Self::GivenUp]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::BrokenRow {
                table: "callbacks",
                column: "state",
                row: seq.to_string(),
            })
    }
}

impl Store {
    /// Writes a message down; false when it had been before. Durable when
    /// answered, in both cases: the first delivery may have been answered by
    /// nobody.
    ///
    /// # Errors
    /// The database or the disk failed.
    pub async fn receive_callback(
        &self,
        callback: &Callback,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let now = now.as_millisecond();
        let created_at = callback.created_at.as_millisecond();
        let waiting = CallbackState::Waiting.as_str();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let done = sqlx::query!(
            "INSERT INTO callbacks
                 (corpid, receiver, message_key, seq, message, created_at, received_at, state, attempts, due_at)
             VALUES ($1, $2, $3, (SELECT COALESCE(MAX(seq), 0) + 1 FROM callbacks), $4, $5, $6, $7, 0, $6)
             ON CONFLICT (corpid, receiver, message_key) DO NOTHING",
            callback.corpid,
            callback.receiver,
            callback.key,
            callback.message,
            created_at,
            now,
            waiting,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle().await?;
        Ok(done.rows_affected() == 1)
    }

    /// The number of the newest message; 0 when there is none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn newest_callback(&self) -> Result<i64, StoreError> {
        let row = sqlx::query!("SELECT COALESCE(MAX(seq), 0) AS \"seq!: i64\" FROM callbacks")
            .fetch_one(&self.readers)
            .await?;
        Ok(row.seq)
    }

    /// The messages that arrived after this one, oldest first, by whichever
    /// server on this database they were received.
    ///
    /// # Errors
    /// The database failed.
    pub async fn callbacks_after(
        &self,
        seq: i64,
        at_most: u32,
    ) -> Result<Vec<Received>, StoreError> {
        let rows = sqlx::query!(
            "SELECT seq, corpid, receiver, message, state FROM callbacks
             WHERE seq > $1 ORDER BY seq LIMIT $2",
            seq,
            at_most,
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Received {
                    state: CallbackState::read(&row.state, row.seq)?,
                    seq: row.seq,
                    corpid: row.corpid,
                    receiver: row.receiver,
                    message: row.message,
                })
            })
            .collect()
    }
}
