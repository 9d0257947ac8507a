//! How a client reaches WeCom.

use std::time::Duration;

use reqwest::Url;
use thiserror::Error;

use crate::LimitSettings;

/// Settings of a [`crate::Client`]; the defaults are for the real WeCom.
#[derive(Debug, Clone)]
pub struct Config {
    /// Scheme, host and port, perhaps a path; `/cgi-bin/…` is added.
    pub base_url: String,
    pub connect_timeout: Duration,
    /// From sending a call to the last byte of its answer.
    pub timeout: Duration,
    /// The same for calls that carry a file.
    pub upload_timeout: Duration,
    /// Waited before a busy WeCom (-1) is asked again; doubled each time.
    pub backoff: Duration,
    /// Calls under way at the same time; more wait their turn. WeCom refuses
    /// too many of one API (45033) without saying how many that is.
    pub max_concurrent: usize,
    /// Staying under WeCom's limits.
    pub limits: LimitSettings,
    pub user_agent: String,
    /// An answer of more bytes is refused unread.
    pub max_answer_bytes: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: "https://qyapi.weixin.qq.com".to_owned(),
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(10),
            upload_timeout: Duration::from_secs(60),
            backoff: Duration::from_millis(200),
            max_concurrent: 64,
            limits: LimitSettings::default(),
            user_agent: concat!("wecom-api/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_answer_bytes: 32 * 1024 * 1024,
        }
    }
}

/// Why no client could be built from a [`Config`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ConfigError {
    #[error("base_url {url:?} is not an http or https address without query: {why}")]
    BaseUrl { url: String, why: String },
    #[error("the HTTP client cannot be built")]
    Http(#[source] reqwest::Error),
    #[error("TLS cannot be set up")]
    Tls(#[source] rustls::Error),
}

impl Config {
    pub(crate) fn base(&self) -> Result<Url, ConfigError> {
        let fault = |why: &str| ConfigError::BaseUrl {
            url: self.base_url.clone(),
            why: why.to_owned(),
        };
        let url = Url::parse(&self.base_url).map_err(|error| fault(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(fault("another scheme"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(fault("it holds a user name or password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(fault("it has a query or fragment"));
        }
        Ok(url)
    }
}
