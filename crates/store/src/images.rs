//! The pictures a company has given us, and what WeCom calls them.

use jiff::Timestamp;

use crate::{Store, StoreError};

/// A picture, known by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Lower-case hexadecimal.
    pub sha256: String,
    pub format: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    pub bytes: u64,
    /// The link `media/uploadimg` gave for it, once sent.
    pub wecom_url: Option<String>,
}

impl Store {
    /// Remembers a picture that WeCom has accepted, with its link. A picture
    /// that is already known keeps its first link.
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
                 (corpid, sha256, format, width, height, bytes, wecom_url, created_at, sent_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
             ON CONFLICT (corpid, sha256) DO UPDATE
                 SET wecom_url = COALESCE(images.wecom_url, excluded.wecom_url),
                     sent_at = COALESCE(images.sent_at, excluded.sent_at)",
            corpid,
            image.sha256,
            image.format,
            width,
            height,
            bytes,
            image.wecom_url,
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
            "SELECT sha256, format, width, height, bytes, wecom_url
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
                wecom_url: row.wecom_url,
            })
        })
        .transpose()
    }
}
