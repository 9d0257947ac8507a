//! Working through what was received.

use jiff::Timestamp;

use super::{CallbackState, tickets::keep_ticket};
use crate::{Store, StoreError};

/// A message under a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub corpid: String,
    pub receiver: String,
    pub key: String,
    pub message: String,
    /// How often it was begun, this time included.
    pub attempts: i64,
    lease: String,
}

/// What handling a message leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Nothing that must be kept besides the message.
    Noted,
    /// A suite's new ticket.
    Ticket {
        suite_id: String,
        ticket: String,
        created_at: Timestamp,
    },
}

impl Store {
    /// Takes the oldest messages that are due, for as long as the lease lasts.
    /// `lease` is random, and another one each time.
    ///
    /// # Errors
    /// The database failed.
    pub async fn begin_callbacks(
        &self,
        lease: &str,
        now: Timestamp,
        until: Timestamp,
        at_most: u32,
    ) -> Result<Vec<Begun>, StoreError> {
        let (now, until) = (now.as_millisecond(), until.as_millisecond());
        let waiting = CallbackState::Waiting.as_str();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let rows = sqlx::query!(
            "UPDATE callbacks SET lease = $1, due_at = $2, attempts = attempts + 1
             WHERE seq IN (SELECT seq FROM callbacks WHERE state = $3 AND due_at <= $4
                           ORDER BY seq LIMIT $5)
             RETURNING corpid, receiver, message_key, message, attempts, seq",
            lease,
            until,
            waiting,
            now,
            at_most,
        )
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;
        let mut rows = rows;
        rows.sort_by_key(|row| row.seq);
        Ok(rows
            .into_iter()
            .map(|row| Begun {
                corpid: row.corpid,
                receiver: row.receiver,
                key: row.message_key,
                message: row.message,
                attempts: row.attempts,
                lease: lease.to_owned(),
            })
            .collect())
    }

    /// Writes down that a message was handled, together with what it led to.
    /// False when the lease had passed to another: then nothing was written.
    ///
    /// # Errors
    /// The database failed.
    pub async fn finish_callback(
        &self,
        begun: &Begun,
        done: &Done,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let now = now.as_millisecond();
        let (handled, waiting) = (
            CallbackState::Handled.as_str(),
            CallbackState::Waiting.as_str(),
        );
        let finished = sqlx::query!(
            "UPDATE callbacks SET state = $1, lease = NULL, handled_at = $2
             WHERE corpid = $3 AND receiver = $4 AND message_key = $5 AND state = $6 AND lease = $7",
            handled,
            now,
            begun.corpid,
            begun.receiver,
            begun.key,
            waiting,
            begun.lease,
        )
        .execute(&mut *tx)
        .await?;
        if finished.rows_affected() != 1 {
            return Ok(false);
        }
        if let Done::Ticket {
            suite_id,
            ticket,
            created_at,
        } = done
        {
            keep_ticket(&mut tx, suite_id, ticket, *created_at).await?;
        }
        tx.commit().await?;
        drop(turn);
        self.writer.settle_soon();
        Ok(true)
    }

    /// Gives a message back, to be begun again at `due_at`, or never if that
    /// is `None`. Nothing happens when the lease had passed to another.
    ///
    /// # Errors
    /// The database failed.
    pub async fn give_back_callback(
        &self,
        begun: &Begun,
        due_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let state = match due_at {
            Some(_) => CallbackState::Waiting,
            None => CallbackState::GivenUp,
        };
        let (state, waiting) = (state.as_str(), CallbackState::Waiting.as_str());
        let due_at = due_at.map_or(0, Timestamp::as_millisecond);
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "UPDATE callbacks SET state = $1, lease = NULL, due_at = $2
             WHERE corpid = $3 AND receiver = $4 AND message_key = $5 AND state = $6 AND lease = $7",
            state,
            due_at,
            begun.corpid,
            begun.receiver,
            begun.key,
            waiting,
            begun.lease,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets what was handled before an instant. The newest message stays,
    /// because the next one's number is counted from it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_callbacks(&self, before: Timestamp) -> Result<u64, StoreError> {
        let before = before.as_millisecond();
        let handled = CallbackState::Handled.as_str();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let gone = sqlx::query!(
            "DELETE FROM callbacks WHERE state = $1 AND received_at < $2
             AND seq < (SELECT MAX(seq) FROM callbacks)",
            handled,
            before,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(gone.rows_affected())
    }
}
