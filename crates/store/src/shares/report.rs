//! What the client said came of a share.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Owner, ShareState, document, prepare::write_event};
use crate::{Store, StoreError};

/// What came of the call, and what to tell about it.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    pub state: ShareState,
    /// The call that was made.
    pub api: &'a str,
    /// What the client answered, untouched.
    pub answer: &'a Value,
    /// What it means, when the call failed.
    pub error: Option<&'a Value>,
    /// When the client says it happened.
    pub said_at: Option<Timestamp>,
}

/// Where the share stands after a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    pub state: ShareState,
    pub error: Option<Value>,
    /// False when the share had been reported before: then nothing changed.
    pub fresh: bool,
}

impl Store {
    /// Writes down what came of a share: its state, its history, and, when it counts,
    /// one use of the quota for each receiver that was planned. The first report
    /// counts; any later one changes nothing and is told what the first was.
    /// `None` when this member of this company has no such share.
    ///
    /// # Errors
    /// The database or the disk failed.
    pub async fn report_share(
        &self,
        owner: Owner<'_>,
        id: &str,
        outcome: &Outcome<'_>,
        now: Timestamp,
    ) -> Result<Option<Reported>, StoreError> {
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let row = sqlx::query!(
            "SELECT state, error, counts FROM shares WHERE corpid = $1 AND id = $2 AND member = $3",
            owner.corpid,
            id,
            owner.member,
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let before = ShareState::read(&row.state, id)?;
        if before != ShareState::Prepared {
            drop(tx);
            drop(turn);
            // The first report may have been answered by nobody: its sync has
            // to be waited for here too.
            self.writer.settle().await?;
            return Ok(Some(Reported {
                state: before,
                error: document(row.error.as_deref(), "error", id)?,
                fresh: false,
            }));
        }

        let at = now.as_millisecond();
        let state = outcome.state.as_str();
        let answer = outcome.answer.to_string();
        let error = outcome.error.map(Value::to_string);
        sqlx::query!(
            "UPDATE shares SET state = $1, api = $2, answer = $3, error = $4, changed_at = $5
             WHERE corpid = $6 AND id = $7",
            state,
            outcome.api,
            answer,
            error,
            at,
            owner.corpid,
            id,
        )
        .execute(&mut *tx)
        .await?;
        if row.counts && outcome.state == ShareState::HandedOver {
            sqlx::query!(
                "INSERT INTO quota_uses (corpid, receiver, used_at, share_id, member)
                 SELECT corpid, receiver, $1, share_id, $2 FROM share_receivers
                 WHERE corpid = $3 AND share_id = $4 AND part = 'planned'",
                at,
                owner.member,
                owner.corpid,
                id,
            )
            .execute(&mut *tx)
            .await?;
        }
        let detail = json!({
            "api": outcome.api,
            "answer": outcome.answer,
            "said_at": outcome.said_at,
        })
        .to_string();
        write_event(&mut tx, owner.corpid, id, at, state, Some(&detail)).await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle().await?;
        Ok(Some(Reported {
            state: outcome.state,
            error: outcome.error.cloned(),
            fresh: true,
        }))
    }
}
