//! The folder of pictures: each under the hash of its content, whole or not at all.

use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use thiserror::Error;
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt,
};

/// A picture could not be kept or read.
#[derive(Debug, Error)]
#[error("{path}: the folder of pictures cannot be used", path = path.display())]
pub struct FolderError {
    pub path: PathBuf,
    pub source: io::Error,
}

/// Pictures on the local disk, as `images/ab/abcdef…`.
#[derive(Debug)]
pub struct ImageFolder {
    root: PathBuf,
    written: AtomicU64,
}

impl ImageFolder {
    /// The folder of pictures inside a data folder.
    #[must_use]
    pub fn in_data(folder: &Path) -> Self {
        Self {
            root: folder.join("images"),
            written: AtomicU64::new(0),
        }
    }

    /// Keeps a picture under the hash of its content (lower-case hexadecimal).
    /// When this returns it is on the disk, whole.
    ///
    /// # Errors
    /// The disk is full, or the folder cannot be written.
    pub async fn keep(&self, sha256: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let path = self.path(sha256);
        let failed = |source| FolderError {
            path: path.clone(),
            source,
        };
        if fs::try_exists(&path).await.map_err(failed)? {
            return Ok(());
        }
        let shard = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(shard).await.map_err(failed)?;

        // Another process or call may be writing the same picture.
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let unfinished = shard.join(format!(".{sha256}.{}.{number}", std::process::id()));
        let outcome = write_and_rename(&unfinished, &path, bytes).await;
        if outcome.is_err() {
            // What is half written is of no use; the first error counts.
            let _ = fs::remove_file(&unfinished).await;
        }
        outcome.map_err(failed)
    }

    /// A picture's bytes.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub async fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>, FolderError> {
        let path = self.path(sha256);
        match fs::read(&path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(FolderError { path, source }),
        }
    }

    /// Where a picture is.
    #[must_use]
    pub fn path(&self, sha256: &str) -> PathBuf {
        let shard = sha256.get(..2).unwrap_or("_");
        self.root.join(shard).join(sha256)
    }
}

async fn write_and_rename(unfinished: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(unfinished).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(unfinished, path).await?;
    // The names too: of the file in its shard, of the shard in the folder.
    let shard = path.parent().unwrap_or(path);
    File::open(shard).await?.sync_all().await?;
    let root = shard.parent().unwrap_or(shard);
    File::open(root).await?.sync_all().await
}
