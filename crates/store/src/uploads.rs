//! The media ledger: what was sent to WeCom, and what WeCom calls it.
//!
//! A sending is a row before it is a call. From then on it counts against the
//! company's number of uploads; when WeCom has surely not taken the file, the
//! row is removed again. After a crash between WeCom's answer and our note the
//! row stays without an answer: the next who needs the file sends it again, and
//! nothing is lost but that one upload (docs/decisions/0008-media-ledger.md).

use jiff::{SignedDuration, Timestamp};

use crate::{Store, StoreError};

/// What a file is sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UploadKind {
    /// `media/uploadimg`: a link that lasts.
    Link,
    /// `media/upload`: a media id for three days.
    Image,
    Video,
    File,
}

impl UploadKind {
    const ALL: [Self; 4] = [Self::Link, Self::Image, Self::Video, Self::File];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Image => "image",
            Self::Video => "video",
            Self::File => "file",
        }
    }

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A file as one company sends it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Content {
    pub corpid: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
    pub kind: UploadKind,
    /// What receivers see of a file; empty for the others.
    pub name: String,
}

/// A file that WeCom has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub content: Content,
    /// The sending's own id.
    pub id: String,
    /// The link or the media id.
    pub answer: String,
    pub expires_at: Option<Timestamp>,
}

/// So many uploads since a moment are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub since: Timestamp,
    pub count: u32,
}

/// The first of the allowances that is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedUp {
    /// Its place in the list.
    pub allowance: usize,
    /// When the upload was begun that has to be out of the allowance before the
    /// next may begin.
    pub oldest: Timestamp,
}

struct Row {
    corpid: String,
    id: String,
    sha256: String,
    kind: String,
    name: String,
    answer: String,
    expires_at: Option<i64>,
}

impl Store {
    /// The newest sending of a file that WeCom has answered.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sent(&self, content: &Content) -> Result<Option<Sent>, StoreError> {
        let kind = content.kind.as_str();
        let row = sqlx::query_as!(
            Row,
            "SELECT corpid, id, sha256, kind, name, answer AS \"answer!\", expires_at FROM uploads
             WHERE corpid = $1 AND sha256 = $2 AND kind = $3 AND name = $4 AND answer IS NOT NULL
             ORDER BY started_at DESC, id DESC LIMIT 1",
            content.corpid,
            content.sha256,
            kind,
            content.name,
        )
        .fetch_optional(&self.readers)
        .await?;
        row.map(Row::read).transpose()
    }

    /// The sending that a media id of this company came from.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sent_as(&self, corpid: &str, answer: &str) -> Result<Option<Sent>, StoreError> {
        let row = sqlx::query_as!(
            Row,
            "SELECT corpid, id, sha256, kind, name, answer AS \"answer!\", expires_at FROM uploads
             WHERE corpid = $1 AND answer = $2 LIMIT 1",
            corpid,
            answer,
        )
        .fetch_optional(&self.readers)
        .await?;
        row.map(Row::read).transpose()
    }

    /// Writes down that a file is about to be sent, unless an allowance is used
    /// up: counted and written in one step, so that nobody slips in between.
    ///
    /// # Errors
    /// The database failed.
    pub async fn begin_upload(
        &self,
        content: &Content,
        id: &str,
        allowances: &[Allowance],
        now: Timestamp,
    ) -> Result<Result<(), UsedUp>, StoreError> {
        let now = now.as_millisecond();
        let kind = content.kind.as_str();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        for (place, allowance) in allowances.iter().enumerate() {
            let since = allowance.since.as_millisecond();
            let before = i64::from(allowance.count.saturating_sub(1));
            let oldest = sqlx::query_scalar!(
                "SELECT started_at FROM uploads WHERE corpid = $1 AND kind = $2 AND started_at >= $3
                 ORDER BY started_at DESC LIMIT 1 OFFSET $4",
                content.corpid,
                kind,
                since,
                before,
            )
            .fetch_optional(&mut *tx)
            .await?;
            if let Some(oldest) = oldest {
                return Ok(Err(UsedUp {
                    allowance: place,
                    oldest: instant(oldest, id)?,
                }));
            }
        }
        sqlx::query!(
            "INSERT INTO uploads (corpid, id, sha256, kind, name, started_at, used_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
            content.corpid,
            id,
            content.sha256,
            kind,
            content.name,
            now,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle_soon();
        Ok(Ok(()))
    }

    /// Writes down what WeCom calls the file.
    ///
    /// # Errors
    /// The database or the disk failed.
    pub async fn finish_upload(
        &self,
        corpid: &str,
        id: &str,
        answer: &str,
        expires_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let expires_at = expires_at.map(Timestamp::as_millisecond);
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "UPDATE uploads SET answer = $3, expires_at = $4 WHERE corpid = $1 AND id = $2",
            corpid,
            id,
            answer,
            expires_at,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        drop(turn);
        self.writer.settle().await
    }

    /// WeCom has surely not taken the file: the sending does not count.
    ///
    /// # Errors
    /// The database failed.
    pub async fn forget_upload(&self, corpid: &str, id: &str) -> Result<(), StoreError> {
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "DELETE FROM uploads WHERE corpid = $1 AND id = $2 AND answer IS NULL",
            corpid,
            id
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Notes that a media id was wanted, so that it is renewed once more.
    ///
    /// # Errors
    /// The database failed.
    pub async fn use_upload(&self, sent: &Sent, now: Timestamp) -> Result<(), StoreError> {
        let now = now.as_millisecond();
        let mut turn = self.writer.turn().await?;
        let mut tx = turn.begin().await?;
        sqlx::query!(
            "UPDATE uploads SET used_at = $3 WHERE corpid = $1 AND id = $2 AND used_at < $3",
            sent.content.corpid,
            sent.id,
            now
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// How many uploads of a kind a company has begun since then.
    ///
    /// # Errors
    /// The database failed.
    pub async fn uploads_since(
        &self,
        corpid: &str,
        kind: UploadKind,
        since: Timestamp,
    ) -> Result<u32, StoreError> {
        let (kind, since) = (kind.as_str(), since.as_millisecond());
        let row = sqlx::query!(
            "SELECT COUNT(*) AS \"n!: i64\" FROM uploads
             WHERE corpid = $1 AND kind = $2 AND started_at >= $3",
            corpid,
            kind,
            since
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(u32::try_from(row.n).unwrap_or(u32::MAX))
    }

    /// Media ids that end within `margin`, or ended not longer ago than that,
    /// were wanted since they were made, and have no successor yet.
    ///
    /// # Errors
    /// The database failed.
    pub async fn ending_media(
        &self,
        now: Timestamp,
        margin: SignedDuration,
    ) -> Result<Vec<Sent>, StoreError> {
        let margin = crate::renditions::millis(margin);
        let now = now.as_millisecond();
        let (from, to) = (now.saturating_sub(margin), now.saturating_add(margin));
        let rows = sqlx::query_as!(
            Row,
            "SELECT corpid, id, sha256, kind, name, answer AS \"answer!\", expires_at FROM uploads AS ending
             WHERE expires_at BETWEEN $1 AND $2 AND answer IS NOT NULL AND used_at > started_at
                 AND NOT EXISTS (SELECT 1 FROM uploads AS newer
                     WHERE newer.corpid = ending.corpid AND newer.sha256 = ending.sha256
                         AND newer.kind = ending.kind AND newer.name = ending.name
                         AND newer.expires_at > ending.expires_at)
             ORDER BY expires_at LIMIT 100",
            from,
            to
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Row::read).collect()
    }
}

impl Row {
    fn read(self) -> Result<Sent, StoreError> {
        let broken = |column| StoreError::BrokenRow {
            table: "uploads",
            column,
            row: self.id.clone(),
        };
        Ok(Sent {
            expires_at: self
                .expires_at
                .map(|at| instant(at, &self.id))
                .transpose()?,
            content: Content {
                kind: UploadKind::read(&self.kind).ok_or_else(|| broken("kind"))?,
                corpid: self.corpid,
                sha256: self.sha256,
                name: self.name,
            },
            id: self.id,
            answer: self.answer,
        })
    }
}

fn instant(millis: i64, row: &str) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(millis).map_err(|_| StoreError::BrokenRow {
        table: "uploads",
        column: "started_at or expires_at",
        row: row.to_owned(),
    })
}
