//! The one connection that writes. Writers queue here, in our code, and not in
//! `SQLITE_BUSY`.

use sqlx::{
    ConnectOptions, Connection, Sqlite, SqliteConnection, Transaction, sqlite::SqliteConnectOptions,
};
use tokio::sync::{Mutex, MutexGuard};

use crate::{StoreError, disk::Disk};

#[derive(Debug)]
pub(crate) struct Writer {
    connection: Mutex<Option<SqliteConnection>>,
    options: SqliteConnectOptions,
    disk: Disk,
}

impl Writer {
    /// `options` are those the connection was made with.
    pub(crate) fn new(
        connection: SqliteConnection,
        options: SqliteConnectOptions,
        disk: Disk,
    ) -> Self {
        Self {
            connection: Mutex::new(Some(connection)),
            options,
            disk,
        }
    }

    /// Waits for its turn. Begin a transaction on what is returned.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>, StoreError> {
        let guard = self.connection.lock().await;
        if guard.is_none() {
            return Err(StoreError::Closed);
        }
        Ok(Turn {
            guard,
            options: &self.options,
        })
    }

    /// Waits until everything committed so far survives a power cut.
    pub(crate) async fn settle(&self) -> Result<(), StoreError> {
        self.disk.settle().await
    }

    /// As [`Writer::settle`], without waiting.
    pub(crate) fn settle_soon(&self) {
        self.disk.settle_soon();
    }

    pub(crate) fn check_disk(&self) -> Result<(), StoreError> {
        self.disk.check()
    }

    pub(crate) async fn close(&self) {
        if let Some(connection) = self.connection.lock().await.take() {
            // Nothing depends on it: the log is read again at the next start.
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "the database was not closed cleanly");
            }
        }
    }
}

pub(crate) struct Turn<'a> {
    guard: MutexGuard<'a, Option<SqliteConnection>>,
    options: &'a SqliteConnectOptions,
}

impl Turn<'_> {
    /// Begins at once as a writer: a transaction that reads first and writes
    /// later would fail if anything else had written in between.
    pub(crate) async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>, StoreError> {
        let connection = self.guard.as_mut().ok_or(StoreError::Closed)?;
        // The answer comes after the rollback of a transaction just dropped.
        if connection.ping().await.is_err() || connection.is_in_transaction() {
            self.replace().await?;
        }
        let connection = self.guard.as_mut().ok_or(StoreError::Closed)?;
        Ok(connection.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// On some errors, a full disk among them, SQLite rolls back by itself. The
    /// driver's own rollback then fails, and it refuses every later `BEGIN`.
    async fn replace(&mut self) -> Result<(), StoreError> {
        tracing::warn!("the database gave up a transaction by itself; connecting anew");
        let fresh = self.options.connect().await?;
        // After the new one is there: closing the last connection would replace
        // the log that `Disk` syncs.
        if let Some(stuck) = self.guard.replace(fresh) {
            // What it still holds, it loses here.
            let _ = stuck.close_hard().await;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use crate::{Session, Store};

    #[tokio::test]
    async fn writing_goes_on_after_the_database_gave_up_a_transaction_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        {
            let mut turn = store.writer.turn().await.unwrap();
            let mut tx = turn.begin().await.unwrap();
            // As on a full disk: the transaction ends behind the driver's back.
            sqlx::raw_sql("ROLLBACK").execute(&mut *tx).await.unwrap();
        }
        let session = Session {
            corpid: "wwcorp1".to_owned(),
            appid: "wx1".to_owned(),
            member: "zhangsan".to_owned(),
            expires_at: Timestamp::from_second(3600).unwrap(),
        };
        for token in ["first", "second"] {
            let begun = store
                .begin_session(token, &session, Timestamp::UNIX_EPOCH)
                .await;
            begun.unwrap();
            assert!(store.session(token).await.unwrap().is_some());
        }
    }
}
