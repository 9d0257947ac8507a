//! The pictures a company has given us.

use jiff::Timestamp;

use crate::{Store, StoreError};

/// A picture, known by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Of the file as it came. Lower-case hexadecimal.
    pub sha256: String,
    pub format: String,
    /// In pixels, as seen.
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
}

impl Store {
    /// Remembers a picture, or that a known one was brought again. From then on
    /// garbage collection leaves its bytes alone for the grace period, so keep
    /// them after this, not before.
    ///
    /// # Errors
    /// The database or the disk failed.
    pub async fn remember_image(
        &self,
        corpid: &str,
        image: &Image,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let now = now.as_millisecond();
        let (width, height) = (i64::from(image.width), i64::from(image.height));
        let bytes = i64::try_from(image.bytes).unwrap_or(i64::MAX);
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "INSERT INTO images
                 (corpid, sha256, format, width, height, bytes, created_at, used_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
             ON CONFLICT (corpid, sha256) DO UPDATE SET used_at = excluded.used_at",
            corpid,
            image.sha256,
            image.format,
            width,
            height,
            bytes,
            now,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle().await
    }

    /// A picture of this company.
    ///
    /// # Errors
    /// The database failed.
    pub async fn image(&self, corpid: &str, sha256: &str) -> Result<Option<Image>, StoreError> {
        let row = sqlx::query!(
            "SELECT sha256, format, width, height, bytes
             FROM images WHERE corpid = $1 AND sha256 = $2",
            corpid,
            sha256
        )
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            let broken = |column| StoreError::BrokenRow {
                table: "images",
                column,
                row: row.sha256.clone(),
            };
            Ok(Image {
                width: u32::try_from(row.width).map_err(|_| broken("width"))?,
                height: u32::try_from(row.height).map_err(|_| broken("height"))?,
                bytes: u64::try_from(row.bytes).map_err(|_| broken("bytes"))?,
                sha256: row.sha256,
                format: row.format,
            })
        })
        .transpose()
    }
}
