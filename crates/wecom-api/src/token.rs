//! One app's token: fetched once for however many callers, refreshed before
//! it expires, replaced at most once for a call that was refused.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    AppCredentials, Code, Error, Fault, app::attempt, auth::gettoken, transport::Transport,
};

/// A refused gettoken is not repeated sooner: an address that asks too often
/// with a wrong secret is banned for an hour (server-api.md §2.1).
const REFUSAL_HOLD: SignedDuration = SignedDuration::from_secs(30);
/// An endpoint that refused a fresh token gets no other sooner.
const HEAL_HOLD: SignedDuration = SignedDuration::from_secs(60);
/// A token is refreshed this long before its end, or after nine tenths of a
/// short life.
const EARLY: i64 = 300;

/// An access token. Shown by nothing.
pub(crate) struct Token {
    value: SecretString,
    refresh_at: Timestamp,
    expires_at: Timestamp,
}

impl Token {
    pub(crate) fn expose(&self) -> &str {
        self.value.expose_secret()
    }
}

/// The place of one app's token.
pub(crate) struct Slot {
    credentials: AppCredentials,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Arc<Token>>,
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
type Flight = Shared<BoxFuture<'static, Result<Arc<Token>, Error>>>;

impl Slot {
    pub(crate) fn new(credentials: AppCredentials) -> Self {
        Self {
            credentials,
            state: Mutex::default(),
        }
    }

    pub(crate) fn has(&self, credentials: &AppCredentials) -> bool {
        self.credentials.secret.expose_secret() == credentials.secret.expose_secret()
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
        refused: &Arc<Token>,
        path: &'static str,
        transport: &Arc<Transport>,
    ) -> Result<Option<Arc<Token>>, Error> {
        {
            let mut state = self.state();
            let is_current = |token: &Arc<Token>| Arc::ptr_eq(token, refused);
            if state.token.as_ref().is_some_and(is_current) {
                let hold = state.unhealable.get(path);
                if hold.is_some_and(|hold| hold.lasts(transport.now())) {
                    return Ok(None);
                }
                state.token = None;
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
        let fetch = tokio::spawn(async move {
            let fetched = slot.fetch(&transport).await;
            slot.land(fetched, transport.now())
        });
        let slot = self.clone();
        let flight = async move {
            fetch.await.unwrap_or_else(|died| {
                slot.state().flight = None;
                Err(Error::Transport {
                    endpoint: "gettoken",
                    fault: Fault::Broken,
                    source: Arc::new(died),
                })
            })
        };
        let flight = flight.boxed().shared();
        state.flight = Some(flight.clone());
        flight
    }

    async fn fetch(&self, transport: &Transport) -> Result<Token, Error> {
        let AppCredentials { corpid, secret, .. } = &self.credentials;
        let request = gettoken::Request::new(corpid.clone(), secret.clone());
        // From before the call, so that a slow answer does not lengthen a life.
        let asked_at = transport.now();
        let response = attempt(transport, &request, None).await?;
        let life = response.expires_in.max(0);
        let after = |seconds| {
            let life = SignedDuration::from_secs(seconds);
            asked_at.saturating_add(life).unwrap_or(asked_at)
        };
        Ok(Token {
            value: response.access_token,
            refresh_at: after(life - EARLY.min(life / 10)),
            expires_at: after(life),
        })
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
                let AppCredentials {
                    corpid, agentid, ..
                } = &self.credentials;
                tracing::warn!(%corpid, agentid, %error, "no token");
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
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
