//! The built server: opened once, routed, shut down.

use std::{fmt, sync::Arc, time::Duration};

use axum::Router;
use jiff::Timestamp;
use rand::RngCore;
use thiserror::Error;
use wecom_api::Client;
use wecom_share_rules::book;
use wecom_share_store::{
    Garbage, GarbageError, ImageStore, ImageStoreError, OpenError, Store, StoreError,
};

use crate::{
    Clock, api,
    apps::Apps,
    callbacks::{Bell, Doors, Worker},
    config::{Config, SecretError},
    door::Door,
    fetch::Fetcher,
    http::{self, PerMinute},
    ids::Ids,
    intake::Intake,
    ledger::Ledger,
    links::Links,
    lists::Lists,
    picture::Workshop,
    problem::with_sources,
    renewal,
    service::Service,
    shown::Shown,
    tokens::SharedTokens,
};

/// A server that is ready to answer.
pub struct Server {
    service: Arc<Service>,
    worker: Worker,
}

/// Why a server did not start. The display is meant for the operator, in
/// Chinese and English.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    #[error(transparent)]
    Secret(#[from] SecretError),
    #[error(transparent)]
    Store(#[from] OpenError),
    #[error(
        "数据库无法读取：{0}，原因见日志\n\
         the database cannot be read: {0}"
    )]
    Database(#[from] StoreError),
    #[error(
        "[wecom] base_url 无法使用，请填写协议和主机，例如 https://qyapi.weixin.qq.com：{0}\n\
         [wecom] base_url cannot be used; give scheme and host, like https://qyapi.weixin.qq.com: {0}"
    )]
    Wecom(#[from] wecom_api::ConfigError),
    #[error(
        "[images.s3] 无法使用，请检查 endpoint、region 和 bucket：{source}\n\
         [images.s3] cannot be used; check endpoint, region and bucket: {source}",
        source = .0.source
    )]
    Images(#[from] ImageStoreError),
    #[error("the HTTP client cannot be made")]
    Http(#[from] reqwest::Error),
}

impl Server {
    /// Opens the data folder, reads the secrets and gets ready. WeCom is not
    /// asked for anything until somebody logs in.
    ///
    /// # Errors
    /// The data folder or a secret cannot be used.
    pub async fn open(
        config: Config,
        clock: Arc<dyn Clock>,
        rng: Box<dyn RngCore + Send>,
    ) -> Result<Self, StartError> {
        let service = assemble(config, clock, rng).await?;
        renewal::start(&service);
        try_bucket(&service);
        let worker = Worker::start(service.clone()).await?;
        Ok(Self { service, worker })
    }

    /// `/api/v1/*`, `/callback/*`, `/i/*` and `/healthz`. Other paths are left to whoever merges this
    /// router into theirs.
    pub fn router(&self) -> Router {
        http::around(api::router(&self.service), &self.service)
    }

    /// Writes down what is waiting and closes the database. Call it when no
    /// request is running any more.
    pub async fn shutdown(self) {
        drop(self.worker);
        self.service.store.close().await;
    }
}

/// Everything an endpoint may need, with nothing running yet.
///
/// # Errors
/// The data folder, a secret or the image store cannot be used.
pub(crate) async fn assemble(
    config: Config,
    clock: Arc<dyn Clock>,
    rng: Box<dyn RngCore + Send>,
) -> Result<Arc<Service>, StartError> {
    if config.apps.is_empty() {
        tracing::warn!("no [[app]] is configured: nobody can log in");
    }
    let settings = wecom_api::Config {
        base_url: config.wecom.base_url.as_str().to_owned(),
        timeout: Duration::from_secs(config.wecom.timeout_seconds),
        // So that who uploads is told that WeCom is slow, before their own
        // request is over.
        upload_timeout: Duration::from_secs(config.limits.request_seconds.div_ceil(2)),
        ..wecom_api::Config::default()
    };
    let doors = Doors::new(&config)?;
    let store = Arc::new(Store::open(&config.data).await?);
    let client = {
        let clock = clock.clone();
        let tokens = Arc::new(SharedTokens(store.clone()));
        Client::with_store(settings, move || clock.now(), tokens)?
    };
    let apps = Apps::new(&config.apps, &client)?;
    Ok(Arc::new(Service {
        ids: Ids::new(rng),
        store,
        apps,
        lists: Lists::new(&config.limits),
        doors,
        bell: Bell::default(),
        logins: PerMinute::new(config.limits.logins_per_minute),
        openings: PerMinute::new(config.limits.openings_per_minute),
        images: images(&config)?,
        shown: Shown::new(config.images.s3.is_some()),
        door: Door::new(
            config
                .limits
                .upload_bytes
                .max(book::limits().uploads.file_bytes),
        ),
        workshop: Workshop::new(&config.images),
        intake: Intake::new(),
        ledger: Ledger::new(),
        links: Links::new(&config),
        fetcher: Fetcher::new(&config.images)?,
        clock,
        config,
    }))
}

/// Where pictures are kept, as configured.
fn images(config: &Config) -> Result<ImageStore, StartError> {
    let Some(s3) = &config.images.s3 else {
        return Ok(ImageStore::in_data(&config.data));
    };
    let http = http::client().timeout(BUCKET_PATIENCE).build()?;
    Ok(ImageStore::in_bucket(s3.settings()?, http)?)
}

/// Says what the first upload would find.
fn try_bucket(service: &Arc<Service>) {
    if service.config.images.s3.is_none() {
        return;
    }
    let service = service.clone();
    tokio::spawn(async move {
        // No picture has this name.
        let Err(error) = service.images.has("00-is-it-there").await else {
            return;
        };
        tracing::error!(
            error = with_sources(&error),
            "[images.s3] 的存储桶无法使用，图片暂时无法收下和显示：请检查 endpoint、region、bucket 和密钥 \
             | the bucket of [images.s3] cannot be used, so no picture can be taken in or shown: check endpoint, \
             region, bucket and keys"
        );
    });
}

/// How long one request to a bucket may take: keeping a picture is two of them,
/// and a request of ours has a minute.
const BUCKET_PATIENCE: Duration = Duration::from_secs(20);

/// Removes what no share shows and nobody wanted since `before` from the data
/// of a configuration, while its server runs or not.
///
/// # Errors
/// The data folder, the secrets or the image store cannot be used.
pub async fn collect_garbage(
    config: &Config,
    before: Timestamp,
    dry_run: bool,
) -> Result<Garbage, CleanError> {
    let images = images(config)?;
    let store = Store::open(&config.data).await.map_err(StartError::from)?;
    let garbage = store.collect_garbage(&images, before, dry_run).await;
    store.close().await;
    Ok(garbage?)
}

/// Why garbage was not collected.
#[derive(Debug, Error)]
pub enum CleanError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("清理没有完成，可以重新运行 / garbage was not collected to the end; run it again")]
    Garbage(#[from] GarbageError),
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("listen", &self.service.config.listen)
            .field("data", &self.service.config.data)
            .finish_non_exhaustive()
    }
}
