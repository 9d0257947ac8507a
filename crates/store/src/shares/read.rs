//! Looking at shares.

use jiff::Timestamp;
use serde_json::Value;

use super::{Owner, Receiver, ReceiverPart, ShareState, TargetKind, broken, document, time};
use crate::{Store, StoreError};

/// A share, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    pub id: String,
    pub appid: String,
    pub member: String,
    pub state: ShareState,
    pub target: TargetKind,
    pub api: Option<String>,
    pub error: Option<Value>,
    pub refusal: Option<Value>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    /// How often its cards were opened.
    pub opened: u64,
}

/// A share with everything known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareDetails {
    pub share: Share,
    pub receivers: Vec<Receiver>,
    /// Oldest first.
    pub history: Vec<Event>,
}

/// A step in a share's life.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub at: Timestamp,
    pub event: String,
    pub detail: Option<Value>,
}

/// A row of the queries below.
struct ShareRow {
    id: String,
    appid: String,
    member: String,
    state: String,
    target: String,
    api: Option<String>,
    error: Option<String>,
    refusal: Option<String>,
    created_at: i64,
    changed_at: i64,
    opened: i64,
}

impl Store {
    /// A share of this member of this company, with its history.
    ///
    /// # Errors
    /// The database failed or holds something unreadable.
    pub async fn share(
        &self,
        owner: Owner<'_>,
        id: &str,
    ) -> Result<Option<ShareDetails>, StoreError> {
        // One transaction, so that state and history belong together.
        let mut tx = self.readers.begin().await?;
        let row = sqlx::query_as!(
            ShareRow,
            r#"SELECT id, appid, member, state, target, api, error, refusal, created_at, changed_at,
                 (SELECT COUNT(*) FROM openings
                  WHERE openings.corpid = shares.corpid AND openings.share_id = shares.id)
                 AS "opened!: i64"
               FROM shares WHERE corpid = $1 AND id = $2 AND member = $3"#,
            owner.corpid,
            id,
            owner.member,
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let receivers = sqlx::query!(
            "SELECT receiver, part FROM share_receivers
             WHERE corpid = $1 AND share_id = $2 ORDER BY receiver",
            owner.corpid,
            id,
        )
        .fetch_all(&mut *tx)
        .await?;
        let events = sqlx::query!(
            "SELECT at, event, detail FROM share_events
             WHERE corpid = $1 AND share_id = $2 ORDER BY seq",
            owner.corpid,
            id,
        )
        .fetch_all(&mut *tx)
        .await?;
        tx.commit().await?;

        Ok(Some(ShareDetails {
            share: row.read()?,
            receivers: receivers
                .into_iter()
                .map(|row| {
                    Ok(Receiver {
                        id: row.receiver,
                        part: ReceiverPart::read(&row.part, id)?,
                    })
                })
                .collect::<Result<_, StoreError>>()?,
            history: events
                .into_iter()
                .map(|row| {
                    Ok(Event {
                        at: time(row.at, "at", id)?,
                        event: row.event,
                        detail: document(row.detail.as_deref(), "detail", id)?,
                    })
                })
                .collect::<Result<_, StoreError>>()?,
        }))
    }

    /// This member's shares, newest first; `before` is the id of the last one
    /// already seen.
    ///
    /// # Errors
    /// The database failed or holds something unreadable.
    pub async fn shares(
        &self,
        owner: Owner<'_>,
        limit: u32,
        before: Option<&str>,
    ) -> Result<Vec<Share>, StoreError> {
        // Ids begin with their time; `~` comes after every character of one.
        let before = before.unwrap_or("~");
        let limit = i64::from(limit);
        let rows = sqlx::query_as!(
            ShareRow,
            r#"SELECT id, appid, member, state, target, api, error, refusal, created_at, changed_at,
                 (SELECT COUNT(*) FROM openings
                  WHERE openings.corpid = shares.corpid AND openings.share_id = shares.id)
                 AS "opened!: i64"
               FROM shares WHERE corpid = $1 AND member = $2 AND id < $3
               ORDER BY id DESC LIMIT $4"#,
            owner.corpid,
            owner.member,
            before,
            limit,
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(ShareRow::read).collect()
    }
}

impl ShareRow {
    fn read(self) -> Result<Share, StoreError> {
        let id = &self.id;
        Ok(Share {
            state: ShareState::read(&self.state, id)?,
            target: TargetKind::read(&self.target, id)?,
            error: document(self.error.as_deref(), "error", id)?,
            refusal: document(self.refusal.as_deref(), "refusal", id)?,
            created_at: time(self.created_at, "created_at", id)?,
            changed_at: time(self.changed_at, "changed_at", id)?,
            opened: u64::try_from(self.opened).map_err(|_| broken("opened", id))?,
            appid: self.appid,
            member: self.member,
            api: self.api,
            id: self.id,
        })
    }
}
