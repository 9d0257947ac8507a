//! The place of one token or ticket in this process.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared as SharedFuture},
};
use jiff::{SignedDuration, Timestamp};

use super::{Grant, Shared, Token, TokenKey, TokenOf, TokenStore, shared::Turn};
use crate::{Code, Error, Fault, transport::Transport};

/// A refused gettoken is not repeated sooner: an address that asks too often
/// with a wrong secret is banned for an hour (server-api.md §2.1).
const REFUSAL_HOLD: SignedDuration = SignedDuration::from_secs(30);
/// An endpoint that refused a fresh token gets no other sooner.
const HEAL_HOLD: SignedDuration = SignedDuration::from_secs(60);

pub(crate) struct Slot {
    grant: Grant,
    shared: Shared,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
    /// What WeCom took no longer: not to be got from the store again.
    no_longer: Option<Arc<Token>>,
    flight: Option<Flight>,
    refused: Option<(Error, Hold)>,
    unhealable: BTreeMap<&'static str, Hold>,
}

/// A while in which something is not tried again. Starts at its start too, so
/// that a clock which is set back does not prolong it.
struct Hold {
    since: Timestamp,
    length: SignedDuration,
}

impl Hold {
    fn lasts(&self, now: Timestamp) -> bool {
        let passed = now.duration_since(self.since);
        !passed.is_negative() && passed < self.length
    }
}

/// A fetch under way, for all who wait for it.
type Flight = SharedFuture<BoxFuture<'static, Result<Arc<Token>, Error>>>;

impl Slot {
    pub(crate) fn new(grant: Grant, store: Arc<dyn TokenStore>) -> Self {
        let shared = Shared::new(store, grant.key());
        Self {
            grant,
            shared,
            state: Mutex::default(),
        }
    }

    pub(crate) fn key(&self) -> &TokenKey {
        self.shared.key()
    }

    /// Whether a fresh token is the documented remedy of this code (column
    /// "Retry" of server-api.md §11).
    pub(crate) fn heals(&self, code: Code) -> bool {
        match self.key().kind() {
            TokenOf::Suite => code.is_suite_token_fault(),
            _ => code.is_token_fault(),
        }
    }

    /// A token that is good by the clock.
    pub(crate) async fn token(
        self: &Arc<Self>,
        transport: &Arc<Transport>,
    ) -> Result<Arc<Token>, Error> {
        let now = transport.now();
        let flight = {
            let mut state = self.state();
            let refused = state.refused.as_ref().filter(|(_, hold)| hold.lasts(now));
            let refused = refused.map(|(error, _)| error.clone());
            let current = state.token.clone().filter(|token| now < token.expires_at);
            match (current, refused) {
                (Some(token), Some(_)) => return Ok(token),
                (Some(token), None) if now < token.refresh_at => return Ok(token),
                // Nobody waits for an early refresh.
                (Some(token), None) => {
                    drop(self.flight(&mut state, transport));
                    return Ok(token);
                }
                (None, Some(error)) => return Err(error),
                (None, None) => self.flight(&mut state, transport),
            }
        };
        flight.await
    }

    /// A token other than one that WeCom refused; none if there is no hope.
    pub(crate) async fn other_than(
        self: &Arc<Self>,
        refused: &Token,
        path: &'static str,
        transport: &Arc<Transport>,
    ) -> Result<Option<Arc<Token>>, Error> {
        {
            let mut state = self.state();
            let current = state.token.take();
            match current {
                Some(token) if token.is(refused.expose()) => {
                    let hold = state.unhealable.get(path);
                    if hold.is_some_and(|hold| hold.lasts(transport.now())) {
                        state.token = Some(token);
                        return Ok(None);
                    }
                    state.no_longer = Some(token);
                }
                other => state.token = other,
            }
        }
        self.token(transport).await.map(Some)
    }

    /// Notes that even a fresh token was refused.
    pub(crate) fn cannot_heal(&self, path: &'static str, now: Timestamp) {
        let hold = Hold {
            since: now,
            length: HEAL_HOLD,
        };
        self.state().unhealable.insert(path, hold);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the fetch under way or starts one. It runs by itself, so that a
    /// caller who goes away does not take the others' token along.
    fn flight(self: &Arc<Self>, state: &mut State, transport: &Arc<Transport>) -> Flight {
        if let Some(flight) = &state.flight {
            return flight.clone();
        }
        let slot = self.clone();
        let transport = transport.clone();
        let no_longer = state.no_longer.clone();
        let fetch = tokio::spawn(async move {
            let fetched = slot.fetch(&transport, no_longer.as_deref()).await;
            slot.land(fetched, transport.now())
        });
        let slot = self.clone();
        let flight = async move {
            fetch.await.unwrap_or_else(|died| {
                slot.state().flight = None;
                Err(Error::Transport {
                    endpoint: slot.grant.endpoint(),
                    fault: Fault::Broken,
                    source: Arc::new(died),
                })
            })
        };
        let flight = flight.boxed().shared();
        state.flight = Some(flight.clone());
        flight
    }

    /// From another instance if one has it, from WeCom otherwise.
    async fn fetch(
        &self,
        transport: &Arc<Transport>,
        no_longer: Option<&Token>,
    ) -> Result<Token, Error> {
        let lease = match self.shared.turn(transport, no_longer).await {
            Turn::Done(token) => return Ok(token),
            Turn::Ours(lease) => lease,
        };
        let fetched = self.grant.fetch(transport).await;
        match &fetched {
            Ok(token) => self.shared.save(lease, token).await,
            Err(_) => self.shared.release(lease).await,
        }
        fetched
    }

    /// Puts the outcome where the next callers find it.
    fn land(&self, fetched: Result<Token, Error>, now: Timestamp) -> Result<Arc<Token>, Error> {
        let mut state = self.state();
        state.flight = None;
        match fetched {
            Ok(token) => {
                let token = Arc::new(token);
                state.token = Some(token.clone());
                state.refused = None;
                Ok(token)
            }
            Err(error) => {
                tracing::warn!(key = %self.key(), %error, "no token");
                if error.code().is_some_and(|code| code != Code::BUSY) {
                    let hold = Hold {
                        since: now,
                        length: REFUSAL_HOLD,
                    };
                    state.refused = Some((error.clone(), hold));
                }
                Err(error)
            }
        }
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot")
            .field("key", &self.key())
            .finish_non_exhaustive()
    }
}
