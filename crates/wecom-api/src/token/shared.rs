//! One key of a [`TokenStore`], with patience and without trust: whatever the
//! store does, WeCom can still be asked.

use std::{fmt, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, sleep, timeout};

use super::{LeaseNumber, StoreError, StoreFuture, StoredToken, Token, TokenKey, TokenStore};
use crate::transport::Transport;

/// A store that takes longer is done without.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two looks for what another instance fetches.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) struct Shared {
    store: Arc<dyn TokenStore>,
    key: TokenKey,
}

/// Who fetches.
pub(super) enum Turn {
    /// Another did: here it is.
    Done(Token),
    /// We do, with a lease if there was one to get.
    Ours(Option<LeaseNumber>),
}

impl Shared {
    pub(crate) fn new(store: Arc<dyn TokenStore>, key: TokenKey) -> Self {
        Self { store, key }
    }

    pub(crate) fn key(&self) -> &TokenKey {
        &self.key
    }

    /// What is stored, if it is worth using.
    pub(super) async fn load(&self, now: Timestamp, refused: Option<&Token>) -> Option<Token> {
        let stored = self.step("load", self.store.load(&self.key)).await??;
        let token = Token::from(stored);
        let good = now < token.refresh_at && refused.is_none_or(|not| !not.is(token.expose()));
        good.then_some(token)
    }

    pub(super) async fn turn(&self, transport: &Transport, refused: Option<&Token>) -> Turn {
        if let Some(token) = self.load(transport.now(), refused).await {
            return Turn::Done(token);
        }
        let limit = transport.config().timeout;
        let started = Instant::now();
        loop {
            let now = transport.now();
            let life = SignedDuration::try_from(limit * 3).unwrap_or(SignedDuration::from_mins(1));
            let until = now.saturating_add(life).unwrap_or(now);
            let lease = self
                .step("lease", self.store.lease(&self.key, now, until))
                .await;
            match lease {
                None => return Turn::Ours(None),
                Some(Some(number)) => {
                    // Somebody may have saved since we looked.
                    return match self.load(now, refused).await {
                        Some(token) => {
                            self.release(Some(number)).await;
                            Turn::Done(token)
                        }
                        None => Turn::Ours(Some(number)),
                    };
                }
                Some(None) if started.elapsed() >= limit => return Turn::Ours(None),
                Some(None) => sleep(PAUSE.min(limit)).await,
            }
            if let Some(token) = self.load(transport.now(), refused).await {
                return Turn::Done(token);
            }
        }
    }

    pub(super) async fn save(&self, lease: Option<LeaseNumber>, token: &Token) {
        let stored = StoredToken::from(token);
        self.step("save", self.store.save(&self.key, lease, &stored))
            .await;
    }

    pub(super) async fn release(&self, lease: Option<LeaseNumber>) {
        if let Some(lease) = lease {
            self.step("release", self.store.release(&self.key, lease))
                .await;
        }
    }

    async fn step<T>(&self, name: &str, work: StoreFuture<'_, T>) -> Option<T> {
        match patiently(work).await {
            Ok(done) => Some(done),
            Err(error) => {
                tracing::warn!(key = %self.key, step = name, %error, "the token store failed; going on without it");
                None
            }
        }
    }
}

/// What a store does, or that it took too long.
pub(crate) async fn patiently<T>(work: StoreFuture<'_, T>) -> Result<T, StoreError> {
    match timeout(PATIENCE, work).await {
        Ok(outcome) => outcome,
        Err(late) => Err(late.into()),
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
