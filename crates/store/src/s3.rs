//! A bucket of an S3-compatible service.

use std::{fmt, time::Duration};

use bytes::Bytes;
use futures_util::TryStreamExt;
use jiff::Timestamp;
use object_store::{
    ClientOptions, Error, ObjectStore, ObjectStoreExt, PutPayload, Result, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    client::{HttpClient, HttpConnector},
    path::Path,
};
use secrecy::{ExposeSecret, SecretString};

use crate::image_store::Kept;

/// Where the bucket is and who asks.
#[derive(Clone)]
pub struct S3Settings {
    /// Scheme and host of the service. Absent: Amazon's.
    pub endpoint: Option<String>,
    pub region: String,
    pub bucket: String,
    /// In front of every object's name, with its slash.
    pub prefix: String,
    /// Whether the bucket is named in the path and not in the host.
    pub path_style: bool,
    pub access_key: String,
    pub secret_key: SecretString,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

pub(crate) struct Bucket {
    store: AmazonS3,
    name: String,
    prefix: String,
}

/// How often a request is repeated, and for how long: who waits for a picture has
/// a minute for all of it, and the library's own three minutes are no answer.
const REPEATS: usize = 3;
const REPEATED_FOR: Duration = Duration::from_secs(10);

/// Our own HTTP client, with its certificates and time-outs.
#[derive(Debug)]
struct Ours(reqwest::Client);

impl HttpConnector for Ours {
    fn connect(&self, _: &ClientOptions) -> Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

impl Bucket {
    pub(crate) fn new(settings: S3Settings, http: reqwest::Client) -> Result<Self> {
        let mut builder = AmazonS3Builder::new()
            .with_http_connector(Ours(http))
            .with_retry(RetryConfig {
                max_retries: REPEATS,
                retry_timeout: REPEATED_FOR,
                ..RetryConfig::default()
            })
            .with_region(settings.region)
            .with_bucket_name(&settings.bucket)
            .with_virtual_hosted_style_request(!settings.path_style)
            .with_access_key_id(settings.access_key)
            .with_secret_access_key(settings.secret_key.expose_secret());
        if let Some(endpoint) = settings.endpoint {
            builder = builder
                .with_allow_http(endpoint.starts_with("http://"))
                .with_endpoint(endpoint);
        }
        Ok(Self {
            store: builder.build()?,
            name: settings.bucket,
            prefix: settings.prefix,
        })
    }

    pub(crate) async fn keep(&self, sha256: &str, bytes: &Bytes) -> Result<()> {
        if self.has(sha256).await? {
            return Ok(());
        }
        let payload = PutPayload::from(bytes.clone());
        self.store.put(&self.path(sha256), payload).await.map(drop)
    }

    pub(crate) async fn read(&self, sha256: &str) -> Result<Option<Bytes>> {
        match self.store.get(&self.path(sha256)).await {
            Ok(found) => found.bytes().await.map(Some),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn has(&self, sha256: &str) -> Result<bool> {
        match self.store.head(&self.path(sha256)).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn remove(&self, name: &str) -> Result<()> {
        match self.store.delete(&self.path(name)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn list(&self) -> Result<Vec<Kept>> {
        let prefix = Path::from(self.prefix.as_str());
        self.store
            .list(Some(&prefix))
            .map_ok(|object| Kept {
                name: object.location.filename().unwrap_or_default().to_owned(),
                bytes: object.size,
                written: Timestamp::from_second(object.last_modified.timestamp())
                    .unwrap_or(Timestamp::UNIX_EPOCH),
            })
            .try_collect()
            .await
    }

    pub(crate) fn place(&self, name: &str) -> String {
        let (bucket, prefix) = (&self.name, &self.prefix);
        format!("s3://{bucket}/{prefix}{name}")
    }

    fn path(&self, sha256: &str) -> Path {
        let shard = sha256.get(..2).unwrap_or("_");
        Path::from(format!("{}{shard}/{sha256}", self.prefix))
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place(""))
    }
}
