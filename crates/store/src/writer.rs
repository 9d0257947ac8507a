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

    use crate::{Callback, Session, Store, StoreError};

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

    /// As on a disk that has room for so many pages more.
    async fn room(store: &Store, pages: i64) {
        let mut turn = store.writer.turn().await.unwrap();
        let mut tx = turn.begin().await.unwrap();
        let used: i64 = sqlx::query_scalar("PRAGMA page_count")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", used + pages));
        sqlx::raw_sql(limit).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn call(number: usize) -> Callback {
        Callback {
            corpid: "wwcorp1".to_owned(),
            receiver: "1000002".to_owned(),
            key: number.to_string(),
            message: "x".repeat(2_000),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[tokio::test]
    async fn on_a_full_disk_nothing_that_was_answered_is_lost_and_with_room_it_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let receive = async |number| {
            let now = Timestamp::UNIX_EPOCH;
            store.receive_callback(&call(number), now).await
        };
        room(&store, 20).await;
        let mut answered = 0;
        let error = loop {
            match receive(answered).await {
                Ok(new) => assert!(new),
                Err(error) => break error,
            }
            answered += 1;
        };
        assert!(answered > 10, "{answered}");
        let StoreError::Database(cause) = error else {
            panic!("{error:?}");
        };
        assert!(cause.to_string().contains("full"), "{cause}");

        // Full again: what is there can be read, and what failed left nothing behind.
        room(&store, 0).await;
        let refused = receive(answered).await;
        assert!(refused.is_err());
        let rows = store.callbacks_after(0, 1_000).await.unwrap();
        assert_eq!(rows.len(), answered);

        // Room: the same call is new, one that was answered is not.
        room(&store, 1_000).await;
        assert!(receive(answered).await.unwrap());
        assert!(!receive(0).await.unwrap());
        store.close().await;
        let store = Store::open(folder.path()).await.unwrap();
        let rows = store.callbacks_after(0, 1_000).await.unwrap();
        let numbers: Vec<i64> = rows.iter().map(|it| it.seq).collect();
        let all = i64::try_from(answered).unwrap() + 1;
        assert_eq!(numbers, (1..=all).collect::<Vec<_>>());
    }
}
