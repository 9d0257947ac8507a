//! Whom a company has reached, and when: what its frequency rule counts.

use jiff::Timestamp;

use crate::{Store, StoreError, sessions::instant};

/// One receiver reached once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaUse {
    pub receiver: String,
    pub member: String,
    pub at: Timestamp,
}

impl Store {
    /// When these receivers were reached since an instant, by any member of
    /// the company; oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn quota_uses(
        &self,
        corpid: &str,
        receivers: &[String],
        since: Timestamp,
    ) -> Result<Vec<QuotaUse>, StoreError> {
        let since = since.as_millisecond();
        let receivers = serde_json::Value::from(receivers).to_string();
        // `json_each` is SQLite's: Postgres writes json_array_elements_text.
        let rows = sqlx::query!(
            "SELECT receiver, member, used_at FROM quota_uses
             WHERE corpid = $1 AND used_at >= $2
               AND receiver IN (SELECT value FROM json_each($3))
             ORDER BY used_at",
            corpid,
            since,
            receivers
        )
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(QuotaUse {
                    at: instant(row.used_at, "quota_uses", "used_at", || {
                        row.receiver.clone()
                    })?,
                    receiver: row.receiver,
                    member: row.member,
                })
            })
            .collect()
    }
}
