//! Garbage collection: what no share shows any more and nobody has asked for
//! in a while.
//!
//! It may run while the server takes pictures in, also in another process. A
//! row is written before the bytes it stands for, and bytes are removed only
//! inside a write transaction that has found no row: so bytes that somebody has
//! just counted on are never taken away.

use std::{collections::BTreeSet, time::Duration};

use jiff::Timestamp;
use tokio::time::timeout;

use crate::{ImageStore, ImageStoreError, Kept, Store, StoreError};

/// What was removed, or would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Garbage {
    pub renditions: u64,
    /// Pictures as they came.
    pub images: u64,
    /// Sendings of media whose id has ended.
    pub media: u64,
    pub files: u64,
    pub bytes: u64,
}

/// Garbage could not be collected to the end. What was removed before is gone
/// for good reason; the rest is found again next time.
#[derive(Debug, thiserror::Error)]
pub enum GarbageError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Images(#[from] ImageStoreError),
    #[error("the store of pictures did not remove a file within {REMOVING:?}")]
    Silent,
}

/// How long removing one file may take.
const REMOVING: Duration = Duration::from_secs(3);

impl Store {
    /// Removes renditions that no share shows, pictures that nothing was kept
    /// of, media that WeCom has forgotten, and the files of all three, when
    /// nobody wanted them since `before`. A dry run removes nothing and answers
    /// the same.
    ///
    /// # Errors
    /// The database or the image store failed.
    pub async fn collect_garbage(
        &self,
        images: &ImageStore,
        before: Timestamp,
        dry_run: bool,
    ) -> Result<Garbage, GarbageError> {
        let files = images.list().await?;
        let mut garbage = Garbage::default();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let then = before.as_millisecond();
        garbage.renditions = sqlx::query!(
            "DELETE FROM renditions WHERE used_at < $1 AND NOT EXISTS (
                 SELECT 1 FROM share_renditions AS shown WHERE shown.corpid = renditions.corpid
                     AND shown.source = renditions.source AND shown.recipe = renditions.recipe)",
            then
        )
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from)?
        .rows_affected();
        garbage.images = sqlx::query!(
            "DELETE FROM images WHERE used_at < $1 AND NOT EXISTS (
                 SELECT 1 FROM renditions WHERE renditions.corpid = images.corpid
                     AND renditions.source = images.sha256)",
            then
        )
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from)?
        .rows_affected();
        garbage.media = sqlx::query!(
            "DELETE FROM uploads WHERE kind <> 'link' AND used_at < $1
                 AND (expires_at IS NULL OR expires_at < $1)",
            then
        )
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from)?
        .rows_affected();
        let wanted: BTreeSet<String> = sqlx::query_scalar!(
            "SELECT sha256 FROM images UNION SELECT sha256 FROM renditions
             UNION SELECT sha256 FROM uploads WHERE kind IN ('video', 'file')"
        )
        .fetch_all(&mut *tx)
        .await
        .map_err(StoreError::from)?
        .into_iter()
        .collect();
        if dry_run {
            tx.rollback().await.map_err(StoreError::from)?;
        } else {
            tx.commit().await.map_err(StoreError::from)?;
        }
        drop(turn);
        for file in files {
            let old = file.written < before;
            if old && !wanted.contains(&file.name) && self.gone(images, &file, dry_run).await? {
                garbage.files += 1;
                garbage.bytes += file.bytes;
            }
        }
        Ok(garbage)
    }

    /// Removes a file, unless a row for it has come meanwhile.
    async fn gone(
        &self,
        images: &ImageStore,
        file: &Kept,
        dry_run: bool,
    ) -> Result<bool, GarbageError> {
        if dry_run {
            return Ok(true);
        }
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        let rows = sqlx::query!(
            "SELECT (SELECT COUNT(*) FROM images WHERE sha256 = $1)
                 + (SELECT COUNT(*) FROM renditions WHERE sha256 = $1)
                 + (SELECT COUNT(*) FROM uploads WHERE sha256 = $1 AND kind IN ('video', 'file'))
                 AS \"n!: i64\"",
            file.name
        )
        .fetch_one(&mut *tx)
        .await
        .map_err(StoreError::from)?;
        if rows.n > 0 {
            return Ok(false);
        }
        // Whoever wants to write waits meanwhile, the server of the same database
        // for five seconds: a bucket that is silent must not stop it.
        match timeout(REMOVING, images.remove(&file.name)).await {
            Ok(removed) => removed?,
            Err(_) => return Err(GarbageError::Silent),
        }
        Ok(true)
    }
}
