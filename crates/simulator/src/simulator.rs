//! The stand-in as a whole, and the routers other programs mount.

use std::sync::Arc;

use axum::Router;
use rand::RngCore;

use crate::shared::Shared;
use crate::world::World;
use crate::{MovableClock, Options, api, control, phones};

/// Why the stand-in cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The phones' network needs an HTTP client.
    #[error("the phones' network cannot be set up")]
    Network(#[source] reqwest::Error),
}

/// A running world. Clones share it.
#[derive(Clone, Debug)]
pub struct Simulator {
    shared: Arc<Shared>,
}

impl Simulator {
    /// Starts the world; its clock is set if the world file says so.
    pub fn new(
        world: World,
        options: Options,
        clock: Arc<MovableClock>,
        rng: Box<dyn RngCore + Send>,
    ) -> Result<Self, StartError> {
        Ok(Self {
            shared: Arc::new(Shared::new(world, options, clock, rng)?),
        })
    }

    /// WeCom's server API and the pictures uploaded to it: `/cgi-bin/*` and `/pic_wework/*`.
    pub fn wecom_router(&self) -> Router {
        api::router(Arc::clone(&self.shared)).merge(self.pictures_router())
    }

    /// Only `/pic_wework/*`, for a page that is not served beside the API.
    pub fn pictures_router(&self) -> Router {
        api::pictures(Arc::clone(&self.shared))
    }

    /// What tests and people change the world with, `/control/v1/*`. Loopback only.
    pub fn control_router(&self) -> Router {
        control::router(Arc::clone(&self.shared))
    }

    /// Sends callbacks for as long as it is polled: spawn it. Without it they wait for the control API's flush.
    pub async fn send_callbacks(self) {
        self.shared
            .callbacks
            .run(&self.shared, self.shared.network.http())
            .await;
    }

    /// The page, its files and the phones' API: `/`, `/assets/*`, `/sim/v1/*`. Loopback only.
    pub fn phone_router(&self) -> Router {
        phones::router(Arc::clone(&self.shared))
    }
}
