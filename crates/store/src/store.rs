//! Opening and closing.

use std::{
    fs::{DirBuilder, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::{
    ConnectOptions, SqlitePool,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{OpenError, StoreError, disk::Disk, openings::Recorder, writer::Writer};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// A disk with fewer bytes left is as good as full: the log grows by a few
/// megabytes before it is written back, and then both are there.
const ROOM: u64 = 32 * 1024 * 1024;

/// How many questions are answered at the same time.
const READERS: u32 = 4;

/// The database of one data folder.
///
/// What a method has acknowledged survives the death of the process; where the
/// method does not say otherwise, also a power cut.
#[derive(Debug)]
pub struct Store {
    pub(crate) readers: SqlitePool,
    pub(crate) writer: Arc<Writer>,
    pub(crate) recorder: Recorder,
    path: PathBuf,
}

impl Store {
    /// The database's file name inside the data folder.
    pub const FILE: &'static str = "wecom-share.db";

    /// Opens the database of a data folder, making both when they are missing,
    /// and brings its schema up to date.
    ///
    /// # Errors
    /// The folder cannot be used, or a newer or other program wrote the
    /// database: then nothing in it was changed.
    pub async fn open(folder: &Path) -> Result<Self, OpenError> {
        let unusable = |source| OpenError::Folder {
            path: folder.to_owned(),
            source,
        };
        make_private(folder).map_err(unusable)?;
        let path = folder.join(Self::FILE);
        make_private_file(&path).map_err(unusable)?;
        let failed = |source| OpenError::Database {
            path: path.clone(),
            source,
        };

        let options = SqliteConnectOptions::new()
            .filename(&path)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        let writing = options
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Commits reach the disk through `Disk`.
            .synchronous(SqliteSynchronous::Normal);
        let mut connection = writing.connect().await.map_err(failed)?;
        MIGRATIONS
            .run(&mut connection)
            .await
            .map_err(|error| refused(error, &path))?;

        let disk = Disk::of_log(&log_of(&path)).map_err(unusable)?;
        let writer = Arc::new(Writer::new(connection, writing, disk));
        // The migrations, and the names of the new files in their folder.
        writer
            .settle()
            .await
            .map_err(|error| unusable(io::Error::other(error)))?;
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(unusable)?;

        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(0)
            .idle_timeout(Duration::from_secs(60))
            // A connection to a file does not break while it idles.
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true));
        Ok(Self {
            readers,
            recorder: Recorder::start(writer.clone()),
            writer,
            path,
        })
    }

    /// Whether the database answers and is still there, and the disk has
    /// confirmed every write and has room for more.
    ///
    /// # Errors
    /// One of them does not.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.writer.check_disk()?;
        // An open file outlives its name: it answers, and is lost at the end.
        if matches!(tokio::fs::try_exists(&self.path).await, Ok(false)) {
            return Err(StoreError::Gone {
                path: self.path.clone(),
            });
        }
        check_room(&self.path, ROOM)?;
        sqlx::query!("SELECT COUNT(*) AS \"n!: i64\" FROM sessions WHERE token_hash = ''")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }

    /// Writes down what is waiting, then closes the database. Later calls
    /// answer [`StoreError::Closed`] or a closed pool.
    pub async fn close(&self) {
        self.recorder.finish().await;
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// What is in the folder concerns nobody else on the machine. A folder that is
/// already there keeps its permissions.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The folder may be an older one that others can look into. SQLite gives its
/// log the permissions of the database.
fn make_private_file(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Whether so many bytes can still be written beside a file. What the system
/// does not tell is no trouble.
fn check_room(path: &Path, wanted: u64) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Ok(disk) = rustix::fs::statvfs(path) {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if free < wanted {
            return Err(StoreError::Full {
                path: path.to_owned(),
                free,
            });
        }
    }
    Ok(())
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn refused(error: MigrateError, path: &Path) -> OpenError {
    let path = path.to_owned();
    let known = MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0);
    match error {
        MigrateError::VersionMissing(found) if found > known => {
            OpenError::NewerSchema { path, found, known }
        }
        MigrateError::Execute(source) => OpenError::Database { path, source },
        source => OpenError::ForeignSchema { path, source },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_without_room_is_told_with_what_it_has_left() {
        let folder = tempfile::tempdir().unwrap();
        check_room(folder.path(), 1).unwrap();
        let error = check_room(folder.path(), u64::MAX).unwrap_err();
        assert!(matches!(error, StoreError::Full { free, .. } if free > 0));
    }
}
