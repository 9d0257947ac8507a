//! The client: one connection pool, one clock, the tokens of all apps.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;

use crate::{
    AppClient, AppCredentials, Config, ConfigError, CorpId, token::Slot, transport::Transport,
};

/// A way to WeCom. Cloning is cheap; clones share connections and tokens.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    transport: Arc<Transport>,
    /// A company is part of every key; the app too, because tokens are per app.
    slots: Mutex<BTreeMap<(CorpId, i64), Arc<Slot>>>,
}

impl Client {
    /// Nothing is sent yet. `now` decides when a token is too old.
    ///
    /// # Errors
    /// The base address is not one.
    pub fn new(
        config: Config,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<Self, ConfigError> {
        let transport = Arc::new(Transport::new(config, Arc::new(now))?);
        let slots = Mutex::default();
        Ok(Self {
            shared: Arc::new(Shared { transport, slots }),
        })
    }

    /// The same client as one app. All that are asked for with the same
    /// credentials share a token; another secret starts afresh.
    #[must_use]
    pub fn app(&self, credentials: AppCredentials) -> AppClient {
        let shared = &self.shared;
        let key = (credentials.corpid.clone(), credentials.agentid);
        let mut slots = shared.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = match slots.get(&key) {
            Some(slot) if slot.has(&credentials) => slot.clone(),
            _ => {
                let slot = Arc::new(Slot::new(credentials));
                slots.insert(key, slot.clone());
                slot
            }
        };
        AppClient::new(shared.transport.clone(), slot)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.shared.transport.config())
            .finish_non_exhaustive()
    }
}
