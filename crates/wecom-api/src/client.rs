//! The client: one connection pool, one clock, the tokens of all apps.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;

use crate::{
    AppClient, AppCredentials, Config, ConfigError, ProviderClient, ProviderCredentials,
    SuiteClient, SuiteCredentials,
    token::{Grant, MemoryTokenStore, Slot, Ticket, TokenKey, TokenStore},
    transport::Transport,
};

/// A way to WeCom. Cloning is cheap; clones share connections and tokens.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    transport: Arc<Transport>,
    store: Arc<dyn TokenStore>,
    /// A company, an app and a secret are part of every key.
    slots: Mutex<BTreeMap<TokenKey, Arc<Slot>>>,
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
        Self::with_store(config, now, Arc::new(MemoryTokenStore::default()))
    }

    /// The same, with tokens and tickets shared with other instances.
    ///
    /// # Errors
    /// The base address is not one.
    pub fn with_store(
        config: Config,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        store: Arc<dyn TokenStore>,
    ) -> Result<Self, ConfigError> {
        let transport = Arc::new(Transport::new(config, Arc::new(now))?);
        Ok(Self {
            shared: Arc::new(Shared {
                transport,
                store,
                slots: Mutex::default(),
            }),
        })
    }

    /// The same client as one app. All that are asked for with the same
    /// credentials share a token; another secret starts afresh.
    ///
    /// A provider-developed app (代开发) is one whose secret is the permanent
    /// code (page 97164, 2022/10/19).
    #[must_use]
    pub fn app(&self, credentials: AppCredentials) -> AppClient {
        self.as_app(Grant::App(credentials))
    }

    /// The same client as a suite.
    #[must_use]
    pub fn suite(&self, credentials: SuiteCredentials) -> SuiteClient {
        let slot = self.slot(Grant::Suite(credentials, self.shared.store.clone()));
        SuiteClient::new(self.clone(), self.shared.transport.clone(), slot)
    }

    /// The same client as a provider.
    #[must_use]
    pub fn provider(&self, credentials: ProviderCredentials) -> ProviderClient {
        let slot = self.slot(Grant::Provider(credentials));
        ProviderClient::new(self.shared.transport.clone(), slot)
    }

    pub(crate) fn store(&self) -> &dyn TokenStore {
        &*self.shared.store
    }

    pub(crate) fn as_app(&self, grant: Grant) -> AppClient {
        let slot = self.slot(grant);
        let ticket = |ticket| self.slot(Grant::Ticket(ticket, slot.clone()));
        let tickets = [ticket(Ticket::Corp), ticket(Ticket::Agent)];
        AppClient::new(self.shared.transport.clone(), slot, tickets)
    }

    fn slot(&self, grant: Grant) -> Arc<Slot> {
        let Shared { slots, store, .. } = &*self.shared;
        let mut slots = slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots
            .entry(grant.key())
            .or_insert_with(|| Arc::new(Slot::new(grant, store.clone())))
            .clone()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.shared.transport.config())
            .finish_non_exhaustive()
    }
}
