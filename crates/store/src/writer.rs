//! The one connection that writes. Writers queue here, in our code, and not in
//! `SQLITE_BUSY`.

use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::{StoreError, disk::Disk};

#[derive(Debug)]
pub(crate) struct Writer {
    connection: Mutex<Option<SqliteConnection>>,
    disk: Disk,
}

impl Writer {
    pub(crate) fn new(connection: SqliteConnection, disk: Disk) -> Self {
        Self {
            connection: Mutex::new(Some(connection)),
            disk,
        }
    }

    /// Waits for its turn. Begin a transaction on what is returned.
    pub(crate) async fn turn(&self) -> Result<Turn<'_>, StoreError> {
        let guard = self.connection.lock().await;
        if guard.is_none() {
            return Err(StoreError::Closed);
        }
        Ok(Turn { guard })
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
}

impl Turn<'_> {
    /// Begins at once as a writer: a transaction that reads first and writes
    /// later would fail if anything else had written in between.
    pub(crate) async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>, StoreError> {
        let connection = self.guard.as_mut().ok_or(StoreError::Closed)?;
        Ok(connection.begin_with("BEGIN IMMEDIATE").await?)
    }
}
