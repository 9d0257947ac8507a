//! `[images]`: how pictures are made ready, where they are kept, and what
//! WeCom is asked for.

use std::{collections::BTreeMap, path::PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use wecom_share_rules::book;
use wecom_share_store::S3Settings;

use super::{BaseUrl, SecretError, read, secret::Secret};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImagesConfig {
    /// Memory for all pictures that are decoded at the same time, in MiB; who
    /// finds none left waits. A picture that alone needs more is refused.
    #[serde(deserialize_with = "read::positive")]
    pub memory_mib: u32,
    /// How long one picture may take to be made ready, in seconds.
    #[serde(deserialize_with = "read::positive")]
    pub decode_seconds: u64,
    /// Where the covers of cards are shown from.
    pub covers: Covers,
    /// Uploads of pictures to WeCom that one company may make (server-api.md
    /// §5.1). Less when other programs of the company upload too.
    #[serde(deserialize_with = "read::positive")]
    pub uploads_per_day: u32,
    #[serde(deserialize_with = "read::positive")]
    pub uploads_per_month: u32,
    /// How long fetching a picture from an address may take, in seconds.
    #[serde(deserialize_with = "read::positive")]
    pub fetch_seconds: u64,
    /// Addresses (scheme and host) that are fetched from somewhere else, without
    /// the checks: for tests and simulated hosts.
    pub fetch_map: BTreeMap<String, BaseUrl>,
    /// A bucket instead of the folder `images` in the data folder.
    pub s3: Option<S3Config>,
}

/// Where the covers of cards are shown from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    /// This server when `public_base_url` is https (or this machine, for the
    /// demo), otherwise WeCom.
    #[default]
    Auto,
    /// This server.
    Ours,
    /// WeCom's lasting links: each cover is one upload.
    Wecom,
}

impl Default for ImagesConfig {
    fn default() -> Self {
        let limits = book::limits().uploads;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            memory_mib: 256,
            decode_seconds: 20,
            covers: Covers::Auto,
            uploads_per_day: number(limits.links_per_day),
            uploads_per_month: number(limits.links_per_month),
            fetch_seconds: 15,
            fetch_map: BTreeMap::new(),
            s3: None,
        }
    }
}

/// `[images.s3]`: a bucket of an S3-compatible service.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// Scheme and host, as `https://cos.ap-guangzhou.myqcloud.com`. Absent:
    /// Amazon's own.
    pub endpoint: Option<BaseUrl>,
    pub region: String,
    pub bucket: String,
    /// In front of every object's name.
    #[serde(default)]
    pub prefix: String,
    /// Whether the bucket is named in the path (MinIO) and not in the host.
    #[serde(default)]
    pub path_style: bool,
    pub access_key: String,
    secret_key: Option<SecretString>,
    secret_key_file: Option<PathBuf>,
}

impl S3Config {
    /// With the secret read from its file when it has one.
    ///
    /// # Errors
    /// There is no secret, or its file cannot be read.
    pub fn settings(&self) -> Result<S3Settings, SecretError> {
        let secret_key = match (&self.secret_key, &self.secret_key_file) {
            (Some(secret), _) => secret.clone(),
            (None, Some(path)) => Secret::File(path.clone()).read()?,
            (None, None) => return Err(SecretError::NoS3Secret),
        };
        let prefix = self.prefix.trim_matches('/');
        Ok(S3Settings {
            endpoint: self.endpoint.as_ref().map(|url| url.as_str().to_owned()),
            region: self.region.clone(),
            bucket: self.bucket.clone(),
            prefix: if prefix.is_empty() {
                String::new()
            } else {
                format!("{prefix}/")
            },
            path_style: self.path_style,
            access_key: self.access_key.clone(),
            secret_key,
        })
    }
}
