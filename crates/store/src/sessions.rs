//! Who is speaking.

use jiff::Timestamp;

use crate::{Store, StoreError};

/// A member of a company, using one of its mini programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub corpid: String,
    pub appid: String,
    pub member: String,
    pub expires_at: Timestamp,
}

impl Store {
    /// Remembers a session under the hash of its token, and forgets those that
    /// have ended.
    ///
    /// # Errors
    /// The database or the disk failed.
    pub async fn begin_session(
        &self,
        token_hash: &str,
        session: &Session,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let now = now.as_millisecond();
        let expires_at = session.expires_at.as_millisecond();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!("DELETE FROM sessions WHERE expires_at <= $1", now)
            .execute(&mut *tx)
            .await?;
        sqlx::query!(
            "INSERT INTO sessions (token_hash, corpid, appid, member, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            token_hash,
            session.corpid,
            session.appid,
            session.member,
            now,
            expires_at,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        drop(turn);
        // A session lost with the power is only a new login.
        self.writer.settle_soon();
        Ok(())
    }

    /// The session of a token, ended or not.
    ///
    /// # Errors
    /// The database failed.
    pub async fn session(&self, token_hash: &str) -> Result<Option<Session>, StoreError> {
        let row = sqlx::query!(
            "SELECT corpid, appid, member, expires_at FROM sessions WHERE token_hash = $1",
            token_hash
        )
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            Ok(Session {
                expires_at: instant(row.expires_at, "sessions", "expires_at", || {
                    row.member.clone()
                })?,
                corpid: row.corpid,
                appid: row.appid,
                member: row.member,
            })
        })
        .transpose()
    }
}

/// An instant as the database keeps it.
pub(crate) fn instant(
    milliseconds: i64,
    table: &'static str,
    column: &'static str,
    row: impl FnOnce() -> String,
) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| StoreError::BrokenRow {
        table,
        column,
        row: row(),
    })
}
