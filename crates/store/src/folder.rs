//! The local folder: each file under the hash of its content, whole or not at all.

use std::{
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::UNIX_EPOCH,
};

use jiff::Timestamp;
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt,
};

use crate::image_store::Kept;

/// Files on the local disk, as `images/ab/abcdef…`.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    written: AtomicU64,
}

impl Folder {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self {
            root,
            written: AtomicU64::new(0),
        }
    }

    pub(crate) async fn keep(&self, sha256: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(sha256);
        if fs::try_exists(&path).await? {
            return Ok(());
        }
        let shard = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(shard).await?;

        // Another process or call may be writing the same file.
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let unfinished = shard.join(format!(".{sha256}.{}.{number}", std::process::id()));
        let outcome = write_and_rename(&unfinished, &path, bytes).await;
        if outcome.is_err() {
            // What is half written is of no use; the first error counts.
            let _ = fs::remove_file(&unfinished).await;
        }
        outcome
    }

    pub(crate) async fn read(&self, sha256: &str) -> io::Result<Option<Vec<u8>>> {
        absent(fs::read(self.path(sha256)).await)
    }

    pub(crate) async fn has(&self, sha256: &str) -> io::Result<bool> {
        fs::try_exists(self.path(sha256)).await
    }

    pub(crate) async fn remove(&self, sha256: &str) -> io::Result<()> {
        absent(fs::remove_file(self.path(sha256)).await).map(drop)
    }

    /// Every file, also what a killed process left half written.
    pub(crate) async fn list(&self) -> io::Result<Vec<Kept>> {
        let mut all = Vec::new();
        let Some(mut shards) = absent(fs::read_dir(&self.root).await)? else {
            return Ok(all);
        };
        while let Some(shard) = shards.next_entry().await? {
            if !shard.file_type().await?.is_dir() {
                continue;
            }
            let mut files = fs::read_dir(shard.path()).await?;
            while let Some(file) = files.next_entry().await? {
                let Some(data) = absent(file.metadata().await)?.filter(std::fs::Metadata::is_file)
                else {
                    continue;
                };
                let written = data.modified()?.duration_since(UNIX_EPOCH);
                let seconds = written.map_or(0, |since| since.as_secs());
                all.push(Kept {
                    name: file.file_name().to_string_lossy().into_owned(),
                    bytes: data.len(),
                    written: i64::try_from(seconds)
                        .ok()
                        .and_then(|seconds| Timestamp::from_second(seconds).ok())
                        .unwrap_or(Timestamp::UNIX_EPOCH),
                });
            }
        }
        Ok(all)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file is. What is half written begins with a dot and lies in the
    /// shard of its hash.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        let shard = name.trim_start_matches('.').get(..2).unwrap_or("_");
        self.root.join(shard).join(name)
    }
}

fn absent<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
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
