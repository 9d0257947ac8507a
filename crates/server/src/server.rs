//! The built server: opened once, routed, shut down.

use std::{fmt, sync::Arc};

use axum::Router;
use rand::RngCore;
use thiserror::Error;

use crate::{
    Clock,
    config::{Config, SecretError},
};

/// A server that is ready to answer.
pub struct Server {
    _config: Config,
}

/// Why a server did not start.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(transparent)]
    Secret(#[from] SecretError),
}

impl Server {
    /// Opens the data folder, reads the secrets and gets ready. WeCom is not
    /// asked for anything yet.
    ///
    /// # Errors
    /// The data folder or a secret cannot be used.
    pub async fn open(
        config: Config,
        _clock: Arc<dyn Clock>,
        _rng: Box<dyn RngCore + Send>,
    ) -> Result<Self, StartError> {
        Ok(Self { _config: config })
    }

    /// `/api/v1/*` and `/healthz`.
    #[must_use]
    pub fn router(&self) -> Router {
        Router::new()
    }

    /// Writes down what is waiting and closes the database.
    pub async fn shutdown(self) {}
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}
