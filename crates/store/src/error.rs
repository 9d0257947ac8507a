//! Why the store could not be opened, or could not do what it was asked.

use std::{io, path::PathBuf, sync::Arc};

use thiserror::Error;

/// The store could not be opened. The display is meant for the operator.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum OpenError {
    #[error(
        "{path}: 无法使用数据目录，请检查路径、权限和磁盘空间：{source}\n\
         {path}: the data folder cannot be used; check the path, its permissions and free space: {source}",
        path = path.display()
    )]
    Folder { path: PathBuf, source: io::Error },

    #[error(
        "{path}: 数据库由更新版本的 wecom-share 写入（结构版本 {found}，本程序只认识到 {known}）。请换用新版本，或恢复升级前的备份；本程序没有改动它\n\
         {path}: a newer wecom-share wrote this database (schema {found}; this program knows up to {known}). Run the newer version, or restore the backup from before the upgrade; nothing was changed",
        path = path.display()
    )]
    NewerSchema {
        path: PathBuf,
        found: i64,
        known: i64,
    },

    #[error(
        "{path}: 数据库结构与本程序不符（{source}）。请使用写入它的版本\n\
         {path}: the database's schema is not the one this program wrote ({source}). Use the version that wrote it",
        path = path.display()
    )]
    ForeignSchema {
        path: PathBuf,
        source: sqlx::migrate::MigrateError,
    },

    #[error(
        "{path}: 无法打开数据库，请确认它是 wecom-share 的数据库，并且当前用户可读写：{source}\n\
         {path}: cannot open the database; make sure that it is wecom-share's and that this user may read and write it: {source}",
        path = path.display()
    )]
    Database { path: PathBuf, source: sqlx::Error },
}

/// The store could not do what it was asked. Nothing of it was done, or, after
/// [`StoreError::Disk`], it may not survive a power cut.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum StoreError {
    #[error("the database failed")]
    Database(#[source] Arc<sqlx::Error>),

    /// After this the store accepts nothing that must last: what the disk has
    /// and has not is unknown until the process starts again.
    #[error("the disk did not confirm a write")]
    Disk(#[source] Arc<io::Error>),

    #[error("row {row} of {table} makes no sense in {column}")]
    BrokenRow {
        table: &'static str,
        column: &'static str,
        row: String,
    },

    /// Somebody removed the database while it was open.
    #[error("{path}: the database is gone; stop the server and put it back", path = path.display())]
    Gone { path: PathBuf },

    #[error("{path}: the disk has {free} bytes left", path = path.display())]
    Full { path: PathBuf, free: u64 },

    #[error("the store is closed")]
    Closed,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(Arc::new(error))
    }
}
