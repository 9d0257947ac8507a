//! Writing a share down before its call is made.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::{Owner, Receiver, ReceiverPart, ShareState, TargetKind};
use crate::{Store, StoreError};

/// A share whose call may now be made.
#[derive(Debug, Clone, Copy)]
pub struct Prepared<'a> {
    pub owner: Owner<'a>,
    pub id: &'a str,
    pub appid: &'a str,
    /// What the cards' query will carry.
    pub token: &'a str,
    pub api: &'a str,
    pub target: TargetKind,
    pub draft: &'a Value,
    pub host: &'a Value,
    /// The answer the mini program gets.
    pub plan: &'a Value,
    /// Whether handing it over uses the quota of its receivers.
    pub counts: bool,
    /// Those that are known: none when the member picks.
    pub receivers: &'a [Receiver],
    /// What its cards and pictures show, kept as long as the share is.
    pub renditions: &'a [Shown],
}

/// A rendition that a share shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    pub source: String,
    pub recipe: String,
}

/// A share that was refused, kept so that one can see why.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    pub owner: Owner<'a>,
    pub id: &'a str,
    pub appid: &'a str,
    pub target: TargetKind,
    pub draft: &'a Value,
    pub host: &'a Value,
    /// The error the mini program gets.
    pub refusal: &'a Value,
    pub receivers: &'a [Receiver],
}

struct Row<'a> {
    owner: Owner<'a>,
    id: &'a str,
    appid: &'a str,
    state: ShareState,
    target: TargetKind,
    token: Option<&'a str>,
    api: Option<&'a str>,
    draft: &'a Value,
    host: &'a Value,
    plan: Option<String>,
    refusal: Option<String>,
    counts: bool,
    receivers: &'a [Receiver],
    renditions: &'a [Shown],
    event: &'a str,
    detail: Option<String>,
}

impl Store {
    /// Writes down a planned share. It survives the death of the process when
    /// this returns, and a power cut a moment later: long before a member can
    /// have confirmed anything.
    ///
    /// # Errors
    /// The database failed.
    pub async fn prepare_share(
        &self,
        share: &Prepared<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let row = Row {
            owner: share.owner,
            id: share.id,
            appid: share.appid,
            state: ShareState::Prepared,
            target: share.target,
            token: Some(share.token),
            api: Some(share.api),
            draft: share.draft,
            host: share.host,
            plan: Some(share.plan.to_string()),
            refusal: None,
            counts: share.counts,
            receivers: share.receivers,
            renditions: share.renditions,
            event: "prepared",
            detail: None,
        };
        self.write_share(&row, now).await
    }

    /// Writes down a share that was refused. As durable as a prepared one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn refuse_share(
        &self,
        share: &Refused<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let row = Row {
            owner: share.owner,
            id: share.id,
            appid: share.appid,
            state: ShareState::Refused,
            target: share.target,
            token: None,
            api: None,
            draft: share.draft,
            host: share.host,
            plan: None,
            refusal: Some(share.refusal.to_string()),
            counts: false,
            receivers: share.receivers,
            renditions: &[],
            event: "refused",
            detail: share.refusal.get("code").map(Value::to_string),
        };
        self.write_share(&row, now).await
    }

    async fn write_share(&self, row: &Row<'_>, now: Timestamp) -> Result<(), StoreError> {
        let now = now.as_millisecond();
        let state = row.state.as_str();
        let target = row.target.as_str();
        let draft = row.draft.to_string();
        let host = row.host.to_string();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "INSERT INTO shares (corpid, id, appid, member, state, target, token, api, draft, host,
                 plan, refusal, counts, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
            row.owner.corpid,
            row.id,
            row.appid,
            row.owner.member,
            state,
            target,
            row.token,
            row.api,
            draft,
            host,
            row.plan,
            row.refusal,
            row.counts,
            now,
        )
        .execute(&mut *tx)
        .await?;
        write_receivers(&mut tx, row).await?;
        write_renditions(&mut tx, row).await?;
        write_event(
            &mut tx,
            row.owner.corpid,
            row.id,
            now,
            row.event,
            row.detail.as_deref(),
        )
        .await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle_soon();
        Ok(())
    }
}

async fn write_receivers(tx: &mut SqliteConnection, row: &Row<'_>) -> Result<(), StoreError> {
    for part in [ReceiverPart::Planned, ReceiverPart::Skipped] {
        let ids: Vec<&str> = row
            .receivers
            .iter()
            .filter(|receiver| receiver.part == part)
            .map(|receiver| receiver.id.as_str())
            .collect();
        if ids.is_empty() {
            continue;
        }
        let ids = serde_json::Value::from(ids).to_string();
        let part = part.as_str();
        // One statement however many there are; `json_each` is SQLite's.
        sqlx::query!(
            "INSERT INTO share_receivers (corpid, share_id, receiver, part)
             SELECT DISTINCT $1, $2, value, $3 FROM json_each($4)",
            row.owner.corpid,
            row.id,
            part,
            ids,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

async fn write_renditions(tx: &mut SqliteConnection, row: &Row<'_>) -> Result<(), StoreError> {
    for shown in row.renditions {
        sqlx::query!(
            "INSERT INTO share_renditions (corpid, share_id, source, recipe) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            row.owner.corpid,
            row.id,
            shown.source,
            shown.recipe,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Adds to a share's history.
pub(super) async fn write_event(
    tx: &mut SqliteConnection,
    corpid: &str,
    id: &str,
    at: i64,
    event: &str,
    detail: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO share_events (corpid, share_id, seq, at, event, detail)
         SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5
         FROM share_events WHERE corpid = $1 AND share_id = $2",
        corpid,
        id,
        at,
        event,
        detail,
    )
    .execute(tx)
    .await?;
    Ok(())
}
