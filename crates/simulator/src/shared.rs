//! One world, shared by both faces.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rand::RngCore;
use serde_json::Value;
use wecom_share_packer::{PackError, Packed};

use crate::callbacks::Callbacks;
use crate::faults::Faults;
use crate::journal::{Journal, Kind, Source};
use crate::phones::{AppFiles, Network};
use crate::state::State;
use crate::world::{Unknown, World};
use crate::{MovableClock, Options, StartError, Text};

#[derive(Debug)]
pub(crate) struct Shared {
    /// The world's assumptions; they never change.
    pub unknown: Unknown,
    pub clock: Arc<MovableClock>,
    pub journal: Journal,
    /// Without a slash at the end.
    pub public_base: String,
    pub app: AppFiles,
    pub network: Network,
    pub faults: Faults,
    pub callbacks: Callbacks,
    /// Locked before the state by whoever needs both.
    world: RwLock<World>,
    state: Mutex<State>,
}

impl Shared {
    pub fn new(
        world: World,
        options: Options,
        clock: Arc<MovableClock>,
        mut rng: Box<dyn RngCore + Send>,
    ) -> Result<Self, StartError> {
        if let Some(start) = world.clock {
            clock.set(start);
        }
        let faults = Faults::new(rng.next_u64());
        Ok(Self {
            faults,
            callbacks: Callbacks::default(),
            state: Mutex::new(State::new(&world, rng)),
            unknown: world.unknown.clone(),
            world: RwLock::new(world),
            clock,
            journal: Journal::new(),
            app: AppFiles::new(options.app),
            network: Network::new(options.hosts).map_err(StartError::Network)?,
            public_base: options.public_base.trim_end_matches('/').to_owned(),
        })
    }

    /// Never held while waiting for anything.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who exists. Taken before [`Self::state`], once, and never held while waiting for anything.
    pub fn world(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Self::world`], to change it.
    pub fn world_mut(&self) -> RwLockWriteGuard<'_, World> {
        self.world.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mini program as its files are now; packing may take a moment.
    pub async fn packed(self: &Arc<Self>) -> Arc<Result<Packed, PackError>> {
        let shared = Arc::clone(self);
        match tokio::task::spawn_blocking(move || shared.app.packed()).await {
            Ok(packed) => packed,
            Err(_) => Arc::new(Err(PackError::new(
                "app.json",
                "packer_failed",
                "打包时程序出错，请报告这个问题。",
                "The packer itself failed. Please report this.",
            ))),
        }
    }

    pub fn write(&self, source: Source, kind: Kind, title: Text, detail: Value) {
        self.journal
            .write(self.clock.now(), source, kind, title, detail);
    }
}
