//! Where instances of a server share their tokens and tickets.

use std::{
    collections::BTreeMap,
    error::Error as StdError,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use futures_util::{FutureExt as _, future::BoxFuture};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha1::{Digest as _, Sha1};

/// Shares tokens and tickets between instances, so that one refresh serves
/// all of them and no two work against each other.
///
/// # How it is used
///
/// Whoever needs a value that its own memory lacks, or that is due for an
/// early refresh, does the following; at most one does so at a time in each
/// instance and for each key.
///
/// 1. [`load`](Self::load). A stored value that is good by the clock, not due
///    for a refresh, and **another than the one WeCom just refused** is used,
///    and that is all. So a refused value need not be deleted anywhere: each
///    instance compares by value, and the first that fetches another mends
///    all the rest.
/// 2. [`lease`](Self::lease). Whoever gets it loads once more (another may
///    have saved between 1 and 2), then asks WeCom and ends with
///    [`save`](Self::save), or with [`release`](Self::release) if WeCom gave
///    nothing. Whoever does not get it goes back to 1 after a pause, for as
///    long as [`crate::Config::timeout`]; after that it asks WeCom without a
///    lease, and saves without one.
///
/// # What an implementation promises
///
/// - Each method is one atomic step (a transaction). Nothing is held between
///   two of them: neither a lock nor a connection.
/// - What `save` acknowledged, `load` gives to every instance. It need not
///   outlive a loss of power: what is lost is fetched again.
/// - Lease numbers of one key only grow, also over restarts.
/// - The values are credentials. They belong where the app's secret may be,
///   and into no log. [`StoredToken`]'s `Debug` shows none.
/// - Rows whose `expires_at` is long past may be deleted, but not the lease
///   number with them; or whole rows, if none can be leased any more.
///
/// # What happens when
///
/// | event | consequence |
/// |---|---|
/// | the holder dies between `lease` and asking WeCom, or before `save` | the others wait until the lease ends by the clock, or `timeout`, whichever is sooner, and ask WeCom themselves. The token that was lost is no harm: WeCom gives the same again while it is valid (server-api.md §2.1) |
/// | the holder dies after `save` was carried out, before its answer | nothing: the value is there, the lease is over |
/// | the holder sleeps past its lease, another fetches and saves, the first wakes and saves | its number is not the newest: its `save` changes nothing. It uses its own value until WeCom refuses that, then finds the newer one by step 1 |
/// | the store fails or does not answer within two seconds | the step is skipped with a warning, and WeCom is asked without it: a store that is gone costs more refreshes, never a call |
/// | clocks of instances differ | by seconds: no harm. By more: leases end early (two refreshes) or late (the wait is bounded by `timeout`) |
/// | WeCom refuses the secret | not stored. Each instance remembers it for half a minute by itself |
pub trait TokenStore: Send + Sync {
    /// What was saved last under this key, expired or not.
    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>>;

    /// The right to fetch, until the given time: a new number, greater than
    /// all before under this key, if nobody holds a lease whose end is after
    /// `now`; none otherwise. The value stays loadable.
    fn lease<'a>(
        &'a self,
        key: &'a TokenKey,
        now: Timestamp,
        until: Timestamp,
    ) -> StoreFuture<'a, Option<LeaseNumber>>;

    /// Replaces the value.
    ///
    /// With a lease: only if its number is the newest of this key (even if its
    /// time is over, as long as nobody took it after); the lease is over then.
    /// Without: only if there is no value, or one that expires no later;
    /// leases stay as they are. Whether anything changed is not told.
    fn save<'a>(
        &'a self,
        key: &'a TokenKey,
        lease: Option<LeaseNumber>,
        token: &'a StoredToken,
    ) -> StoreFuture<'a, ()>;

    /// Ends the lease of this number, if it is the newest; the value stays.
    fn release<'a>(&'a self, key: &'a TokenKey, lease: LeaseNumber) -> StoreFuture<'a, ()>;
}

pub type StoreFuture<'a, T> = BoxFuture<'a, Result<T, StoreError>>;

/// Why a store did not do its part. Logged, and done without.
pub type StoreError = Box<dyn StdError + Send + Sync>;

/// One grant of a lease: a fencing token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeaseNumber(pub i64);

/// Whose value it is, and of which kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenKey {
    corp: String,
    app: String,
    kind: TokenOf,
    secret: String,
}

/// The kinds of values that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TokenOf {
    /// `access_token` of a self-built or provider-developed app (§2.1).
    App,
    /// The company's JS-SDK ticket, as this app gets it (§2.3).
    CorpTicket,
    /// The app's own JS-SDK ticket (§2.3).
    AgentTicket,
    /// `suite_ticket`, pushed by WeCom every ten minutes (§10.1).
    SuiteTicket,
    /// `suite_access_token` (§10.1).
    Suite,
    /// `provider_access_token` (§10.1).
    Provider,
    /// `access_token` of a company that installed a suite (§10.1).
    SuiteCorp,
}

impl TokenOf {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::CorpTicket => "corp_ticket",
            Self::AgentTicket => "agent_ticket",
            Self::SuiteTicket => "suite_ticket",
            Self::Suite => "suite",
            Self::Provider => "provider",
            Self::SuiteCorp => "suite_corp",
        }
    }
}

impl TokenKey {
    /// `secret` is what the value was got with. Only a fingerprint is kept: a
    /// caller with another secret finds nothing of this one's.
    #[must_use]
    pub fn new(
        corp: impl Into<String>,
        app: impl Into<String>,
        kind: TokenOf,
        secret: &SecretString,
    ) -> Self {
        let hash = Sha1::digest(secret.expose_secret());
        Self {
            corp: corp.into(),
            app: app.into(),
            kind,
            secret: hex::encode(&hash[..8]),
        }
    }

    /// The same secret's value of another kind.
    pub(crate) fn with_kind(&self, kind: TokenOf) -> Self {
        Self {
            kind,
            ..self.clone()
        }
    }

    /// The company; for suites' own values the suite's id.
    #[must_use]
    pub fn corp(&self) -> &str {
        &self.corp
    }

    /// The agentid, or the suite's id; empty for a provider.
    #[must_use]
    pub fn app(&self) -> &str {
        &self.app
    }

    #[must_use]
    pub fn kind(&self) -> TokenOf {
        self.kind
    }
}

/// `kind:corp:app:fingerprint`: no two keys have the same text.
impl fmt::Display for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            corp,
            app,
            kind,
            secret,
        } = self;
        write!(f, "{}:{corp}:{app}:{secret}", kind.as_str())
    }
}

/// A token or ticket, and its times.
#[derive(Debug, Clone)]
pub struct StoredToken {
    /// Up to 512 bytes.
    pub value: SecretString,
    /// From here on it is replaced by whoever comes first.
    pub refresh_at: Timestamp,
    /// From here on it is not used.
    pub expires_at: Timestamp,
}

/// The store of a client that shares with nobody outside of its process.
#[derive(Debug, Default)]
pub struct MemoryTokenStore {
    rows: Mutex<BTreeMap<TokenKey, Row>>,
}

#[derive(Debug, Default)]
struct Row {
    token: Option<StoredToken>,
    lease: i64,
    held_until: Option<Timestamp>,
}

impl MemoryTokenStore {
    fn rows(&self) -> MutexGuard<'_, BTreeMap<TokenKey, Row>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryTokenStore {
    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        let token = self.rows().get(key).and_then(|row| row.token.clone());
        async { Ok(token) }.boxed()
    }

    fn lease<'a>(
        &'a self,
        key: &'a TokenKey,
        now: Timestamp,
        until: Timestamp,
    ) -> StoreFuture<'a, Option<LeaseNumber>> {
        let mut rows = self.rows();
        let row = rows.entry(key.clone()).or_default();
        let granted = if row.held_until.is_some_and(|end| end > now) {
            None
        } else {
            row.lease += 1;
            row.held_until = Some(until);
            Some(LeaseNumber(row.lease))
        };
        async move { Ok(granted) }.boxed()
    }

    fn save<'a>(
        &'a self,
        key: &'a TokenKey,
        lease: Option<LeaseNumber>,
        token: &'a StoredToken,
    ) -> StoreFuture<'a, ()> {
        let mut rows = self.rows();
        let row = rows.entry(key.clone()).or_default();
        let replaces = match (lease, &row.token) {
            (Some(LeaseNumber(number)), _) => number == row.lease,
            (None, Some(stored)) => stored.expires_at <= token.expires_at,
            (None, None) => true,
        };
        if replaces {
            row.token = Some(token.clone());
            if lease.is_some() {
                row.held_until = None;
            }
        }
        async { Ok(()) }.boxed()
    }

    fn release<'a>(&'a self, key: &'a TokenKey, lease: LeaseNumber) -> StoreFuture<'a, ()> {
        if let Some(row) = self.rows().get_mut(key)
            && row.lease == lease.0
        {
            row.held_until = None;
        }
        async { Ok(()) }.boxed()
    }
}
