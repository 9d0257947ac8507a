//! One world, shared by both faces.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rand::RngCore;
use serde_json::Value;

use crate::journal::{Journal, Kind, Source};
use crate::state::State;
use crate::world::World;
use crate::{MovableClock, Options, StartError, Text};

#[derive(Debug)]
pub(crate) struct Shared {
    pub world: World,
    pub clock: Arc<MovableClock>,
    pub journal: Journal,
    /// Without a slash at the end.
    pub public_base: String,
    state: Mutex<State>,
}

impl Shared {
    pub fn new(
        world: World,
        options: Options,
        clock: Arc<MovableClock>,
        rng: Box<dyn RngCore + Send>,
    ) -> Result<Self, StartError> {
        if let Some(start) = world.clock {
            clock.set(start);
        }
        Ok(Self {
            state: Mutex::new(State::new(&world, rng)),
            world,
            clock,
            journal: Journal::new(),
            public_base: options.public_base.trim_end_matches('/').to_owned(),
        })
    }

    /// Never held while waiting for anything.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn write(&self, source: Source, kind: Kind, title: Text, detail: Value) {
        self.journal
            .write(self.clock.now(), source, kind, title, detail);
    }
}
