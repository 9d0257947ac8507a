//! What was made of a company's pictures, for the places they go to.

use jiff::{SignedDuration, Timestamp};

use crate::{Store, StoreError};

/// A file made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The picture it is made of.
    pub source: String,
    /// What for and how.
    pub recipe: String,
    /// Of its own bytes. Lower-case hexadecimal.
    pub sha256: String,
    pub format: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
    /// What its public address ends in.
    pub key: String,
}

/// What is served at a public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Public {
    pub corpid: String,
    pub source: String,
    pub sha256: String,
    pub format: String,
}

/// When a rendition is used, that is written down at most this often.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

impl Store {
    /// Remembers a rendition and answers what is remembered: when somebody was
    /// faster, theirs. Keep its bytes after this, not before: from then on
    /// garbage collection leaves them alone for the grace period.
    ///
    /// # Errors
    /// The database failed.
    pub async fn remember_rendition(
        &self,
        corpid: &str,
        made: &Rendition,
        now: Timestamp,
    ) -> Result<Rendition, StoreError> {
        let now = now.as_millisecond();
        let (width, height) = (i64::from(made.width), i64::from(made.height));
        let bytes = i64::try_from(made.bytes).unwrap_or(i64::MAX);
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let row = sqlx::query!(
            "INSERT INTO renditions (corpid, source, recipe, sha256, format, width, height, bytes, key,
                 created_at, used_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
             ON CONFLICT (corpid, source, recipe) DO UPDATE
                 SET sha256 = excluded.sha256, format = excluded.format, width = excluded.width,
                     height = excluded.height, bytes = excluded.bytes, used_at = excluded.used_at
             RETURNING key",
            corpid,
            made.source,
            made.recipe,
            made.sha256,
            made.format,
            width,
            height,
            bytes,
            made.key,
            now,
        )
        .fetch_one(&mut *tx)
        .await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle_soon();
        Ok(Rendition {
            key: row.key,
            ..made.clone()
        })
    }

    /// The rendition of a company's picture by a recipe, if there is one. It is
    /// left alone by garbage collection for the grace period from now on.
    ///
    /// # Errors
    /// The database failed.
    pub async fn use_rendition(
        &self,
        corpid: &str,
        source: &str,
        recipe: &str,
        now: Timestamp,
    ) -> Result<Option<Rendition>, StoreError> {
        let row = sqlx::query!(
            "SELECT sha256, format, width, height, bytes, key, used_at
             FROM renditions WHERE corpid = $1 AND source = $2 AND recipe = $3",
            corpid,
            source,
            recipe
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let broken = |column| StoreError::BrokenRow {
            table: "renditions",
            column,
            row: row.key.clone(),
        };
        let found = Rendition {
            source: source.to_owned(),
            recipe: recipe.to_owned(),
            width: u32::try_from(row.width).map_err(|_| broken("width"))?,
            height: u32::try_from(row.height).map_err(|_| broken("height"))?,
            bytes: u64::try_from(row.bytes).map_err(|_| broken("bytes"))?,
            sha256: row.sha256,
            format: row.format,
            key: row.key,
        };
        let now = now.as_millisecond();
        if now.saturating_sub(row.used_at) < millis(NOTED_EVERY) {
            return Ok(Some(found));
        }
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let noted = sqlx::query!(
            "UPDATE renditions SET used_at = $4
             WHERE corpid = $1 AND source = $2 AND recipe = $3",
            corpid,
            source,
            recipe,
            now
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        // Gone since: garbage collection was faster.
        Ok((noted.rows_affected() == 1).then_some(found))
    }

    /// What a public address shows.
    ///
    /// # Errors
    /// The database failed.
    pub async fn public_rendition(&self, key: &str) -> Result<Option<Public>, StoreError> {
        let row = sqlx::query_as!(
            Public,
            "SELECT corpid, source, sha256, format FROM renditions WHERE key = $1",
            key
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row)
    }
}

pub(crate) fn millis(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
