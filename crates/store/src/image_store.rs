//! Where the bytes of pictures and media are: a local folder or a bucket, each
//! file under the hash of its content.

use std::{fmt, path::Path};

use bytes::Bytes;
use jiff::Timestamp;
use thiserror::Error;

use crate::{
    folder::Folder,
    s3::{Bucket, S3Settings},
};

/// A file could not be kept or read.
#[derive(Debug, Error)]
#[error("{place}: the store of pictures cannot be used")]
pub struct ImageStoreError {
    /// The file or object, without anything secret.
    pub place: String,
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The hash; a dot in front of what a killed process left half written.
    pub name: String,
    pub bytes: u64,
    pub written: Timestamp,
}

/// The bytes of pictures and media, content-addressed. Hashes are lower-case
/// hexadecimal.
#[derive(Debug)]
pub struct ImageStore(Backend);

#[derive(Debug)]
enum Backend {
    Folder(Folder),
    Bucket(Bucket),
}

impl ImageStore {
    /// The folder of pictures inside a data folder.
    #[must_use]
    pub fn in_data(folder: &Path) -> Self {
        Self(Backend::Folder(Folder::new(folder.join("images"))))
    }

    /// A bucket of an S3-compatible service. It is not asked for anything yet.
    ///
    /// # Errors
    /// The settings make no sense.
    pub fn in_bucket(settings: S3Settings, http: reqwest::Client) -> Result<Self, ImageStoreError> {
        let bucket = settings.bucket.clone();
        match Bucket::new(settings, http) {
            Ok(bucket) => Ok(Self(Backend::Bucket(bucket))),
            Err(error) => Err(ImageStoreError {
                place: format!("s3://{bucket}"),
                source: error.into(),
            }),
        }
    }

    /// Keeps a file under the hash of its content. When this returns it is
    /// there, whole: in the folder on the disk, in a bucket acknowledged.
    ///
    /// # Errors
    /// The disk is full, the folder cannot be written, the service refuses.
    pub async fn keep(&self, sha256: &str, bytes: &Bytes) -> Result<(), ImageStoreError> {
        match &self.0 {
            Backend::Folder(folder) => self.told(sha256, folder.keep(sha256, bytes).await),
            Backend::Bucket(bucket) => self.told(sha256, bucket.keep(sha256, bytes).await),
        }
    }

    /// A file's bytes.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn read(&self, sha256: &str) -> Result<Option<Bytes>, ImageStoreError> {
        match &self.0 {
            Backend::Folder(folder) => {
                let read = folder.read(sha256).await;
                self.told(sha256, read.map(|bytes| bytes.map(Bytes::from)))
            }
            Backend::Bucket(bucket) => self.told(sha256, bucket.read(sha256).await),
        }
    }

    /// Whether a file is there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn has(&self, sha256: &str) -> Result<bool, ImageStoreError> {
        match &self.0 {
            Backend::Folder(folder) => self.told(sha256, folder.has(sha256).await),
            Backend::Bucket(bucket) => self.told(sha256, bucket.has(sha256).await),
        }
    }

    /// Removes a file; one that is not there is removed already.
    ///
    /// # Errors
    /// The store cannot be written.
    pub async fn remove(&self, name: &str) -> Result<(), ImageStoreError> {
        match &self.0 {
            Backend::Folder(folder) => self.told(name, folder.remove(name).await),
            Backend::Bucket(bucket) => self.told(name, bucket.remove(name).await),
        }
    }

    /// Every file.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn list(&self) -> Result<Vec<Kept>, ImageStoreError> {
        match &self.0 {
            Backend::Folder(folder) => self.told("", folder.list().await),
            Backend::Bucket(bucket) => self.told("", bucket.list().await),
        }
    }

    fn told<T, E>(&self, name: &str, outcome: Result<T, E>) -> Result<T, ImageStoreError>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        outcome.map_err(|error| ImageStoreError {
            place: match &self.0 {
                Backend::Folder(folder) => folder.path(name).display().to_string(),
                Backend::Bucket(bucket) => bucket.place(name),
            },
            source: error.into(),
        })
    }
}

impl fmt::Display for ImageStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Backend::Folder(folder) => folder.root().display().fmt(f),
            Backend::Bucket(bucket) => f.write_str(&bucket.place("")),
        }
    }
}
