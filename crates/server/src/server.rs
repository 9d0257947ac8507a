//! The built server: opened once, routed, shut down.

use std::{fmt, sync::Arc, time::Duration};

use axum::Router;
use rand::RngCore;
use thiserror::Error;
use wecom_api::Client;
use wecom_share_store::{ImageFolder, OpenError, Store};

use crate::{
    Clock, api,
    apps::Apps,
    config::{Config, SecretError},
    http,
    ids::Ids,
    intake::Intake,
    lists::Lists,
    service::Service,
};

/// A server that is ready to answer.
pub struct Server {
    service: Arc<Service>,
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
        "[wecom] base_url 无法使用，请填写协议和主机，例如 https://qyapi.weixin.qq.com：{0}\n\
         [wecom] base_url cannot be used; give scheme and host, like https://qyapi.weixin.qq.com: {0}"
    )]
    Wecom(#[from] wecom_api::ConfigError),
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
        let client = {
            let clock = clock.clone();
            Client::new(settings, move || clock.now())?
        };
        let apps = Apps::new(&config.apps, &client)?;
        let store = Store::open(&config.data).await?;
        let service = Service {
            ids: Ids::new(rng),
            store,
            apps,
            lists: Lists::new(config.limits.lists_seconds),
            intake: Intake::new(ImageFolder::in_data(&config.data)),
            clock,
            config,
        };
        Ok(Self {
            service: Arc::new(service),
        })
    }

    /// `/api/v1/*` and `/healthz`. Other paths are left to whoever merges this
    /// router into theirs.
    pub fn router(&self) -> Router {
        http::around(api::router(&self.service), &self.service)
    }

    /// Writes down what is waiting and closes the database. Call it when no
    /// request is running any more.
    pub async fn shutdown(self) {
        self.service.store.close().await;
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("listen", &self.service.config.listen)
            .field("data", &self.service.config.data)
            .finish_non_exhaustive()
    }
}
