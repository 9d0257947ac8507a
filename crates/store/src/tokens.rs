//! Tokens and tickets that several servers share.
//!
//! What these methods promise is `wecom_api::TokenStore`'s to say; here is
//! how. Nothing waits for the disk: a token that a power cut takes is fetched
//! again.

use std::fmt;

use jiff::Timestamp;

use crate::{Store, StoreError, sessions::instant};

/// Whose value it is.
#[derive(Debug, Clone, Copy)]
pub struct TokenName<'a> {
    pub corpid: &'a str,
    /// App and kind, in one text that no other of the company has.
    pub key: &'a str,
}

/// A value and its times. Shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    pub value: String,
    pub refresh_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Store {
    /// What was saved last.
    ///
    /// # Errors
    /// The database failed.
    pub async fn token(&self, name: TokenName<'_>) -> Result<Option<Token>, StoreError> {
        let row = sqlx::query!(
            "SELECT value, refresh_at, expires_at FROM tokens WHERE corpid = $1 AND token_key = $2",
            name.corpid,
            name.key,
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (Some(value), Some(refresh_at), Some(expires_at)) =
            (row.value, row.refresh_at, row.expires_at)
        else {
            return Ok(None);
        };
        let at = |millis, column| instant(millis, "tokens", column, || name.key.to_owned());
        Ok(Some(Token {
            value,
            refresh_at: at(refresh_at, "refresh_at")?,
            expires_at: at(expires_at, "expires_at")?,
        }))
    }

    /// The right to fetch a new value, as a number greater than all before;
    /// `None` while somebody else has it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn lease_token(
        &self,
        name: TokenName<'_>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let (now, until) = (now.as_millisecond(), until.as_millisecond());
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let row = sqlx::query!(
            "INSERT INTO tokens (token_key, corpid, lease, held_until) VALUES ($1, $2, 1, $3)
             ON CONFLICT (corpid, token_key) DO UPDATE
                 SET lease = tokens.lease + 1, held_until = excluded.held_until
                 WHERE tokens.held_until IS NULL OR tokens.held_until <= $4
             RETURNING lease",
            name.key,
            name.corpid,
            until,
            now,
        )
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(row.map(|row| row.lease))
    }

    /// Replaces the value: with a lease if it is the newest, which ends then;
    /// without one if the value there expires no later.
    ///
    /// # Errors
    /// The database failed.
    pub async fn save_token(
        &self,
        name: TokenName<'_>,
        lease: Option<i64>,
        token: &Token,
    ) -> Result<(), StoreError> {
        let refresh_at = token.refresh_at.as_millisecond();
        let expires_at = token.expires_at.as_millisecond();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        match lease {
            Some(lease) => {
                sqlx::query!(
                    "UPDATE tokens SET value = $1, refresh_at = $2, expires_at = $3, held_until = NULL
                     WHERE corpid = $4 AND token_key = $5 AND lease = $6",
                    token.value,
                    refresh_at,
                    expires_at,
                    name.corpid,
                    name.key,
                    lease,
                )
                .execute(&mut *tx)
                .await?;
            }
            None => {
                sqlx::query!(
                    "INSERT INTO tokens (token_key, corpid, value, refresh_at, expires_at, lease)
                     VALUES ($1, $2, $3, $4, $5, 0)
                     ON CONFLICT (corpid, token_key) DO UPDATE
                         SET value = excluded.value, refresh_at = excluded.refresh_at,
                             expires_at = excluded.expires_at
                         WHERE tokens.expires_at IS NULL OR tokens.expires_at <= excluded.expires_at",
                    name.key,
                    name.corpid,
                    token.value,
                    refresh_at,
                    expires_at,
                )
                .execute(&mut *tx)
                .await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Ends a lease, if it is the newest.
    ///
    /// # Errors
    /// The database failed.
    pub async fn release_token(&self, name: TokenName<'_>, lease: i64) -> Result<(), StoreError> {
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "UPDATE tokens SET held_until = NULL WHERE corpid = $1 AND token_key = $2 AND lease = $3",
            name.corpid,
            name.key,
            lease,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("refresh_at", &self.refresh_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
