//! The tickets of suites (server-api.md §10.1).

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::{Store, StoreError};

impl Store {
    /// The newest ticket of a suite.
    ///
    /// # Errors
    /// The database failed.
    pub async fn suite_ticket(&self, suite_id: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query!(
            "SELECT ticket FROM suite_tickets WHERE suite_id = $1",
            suite_id
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| row.ticket))
    }
}

/// Keeps the newer of two, whichever arrives first.
pub(super) async fn keep_ticket(
    connection: &mut SqliteConnection,
    suite_id: &str,
    ticket: &str,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let created_at = created_at.as_millisecond();
    sqlx::query!(
        "INSERT INTO suite_tickets (suite_id, ticket, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (suite_id) DO UPDATE SET ticket = excluded.ticket, created_at = excluded.created_at
         WHERE excluded.created_at >= suite_tickets.created_at",
        suite_id,
        ticket,
        created_at,
    )
    .execute(connection)
    .await?;
    Ok(())
}
