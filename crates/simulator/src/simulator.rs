//! The stand-in as a whole, and the routers other programs mount.

use std::sync::Arc;

use axum::Router;
use rand::RngCore;

use crate::world::World;
use crate::{MovableClock, Options};

/// Why the stand-in cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The phones' network needs an HTTP client.
    #[error("the phones' network cannot be set up")]
    Network(#[source] reqwest::Error),
}

/// A running world. Clones share it.
#[derive(Clone, Debug)]
pub struct Simulator {}

impl Simulator {
    /// Starts the world; its clock is set if the world file says so.
    pub fn new(
        _world: World,
        _options: Options,
        _clock: Arc<MovableClock>,
        _rng: Box<dyn RngCore + Send>,
    ) -> Result<Self, StartError> {
        Ok(Self {})
    }

    /// WeCom's server API and the pictures uploaded to it: `/cgi-bin/*` and `/pic_wework/*`.
    pub fn wecom_router(&self) -> Router {
        Router::new()
    }

    /// Only `/pic_wework/*`, for a page that is not served beside the API.
    pub fn pictures_router(&self) -> Router {
        Router::new()
    }

    /// The page, its files and the phones' API: `/`, `/assets/*`, `/sim/v1/*`. Loopback only.
    pub fn phone_router(&self) -> Router {
        Router::new()
    }
}
