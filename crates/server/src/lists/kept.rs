//! One kind of answer, kept by company, app and member.

use std::{
    future::Future,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use tracing::Instrument as _;

use super::BARELY;
use crate::wecom::WecomError;

/// Company, app and member.
pub(super) type Key = (String, String, String);

/// How many lists of one kind are kept, and for how long at most while nobody
/// asks. The largest has 20,000 customers.
const KEPT: u64 = 1000;
const KEPT_FOR: Duration = Duration::from_secs(60 * 60);

/// What an asker puts up with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// How old an answer may be without asking WeCom.
    pub(super) fresh: SignedDuration,
    /// How old it may be when WeCom does not answer; `None`: none will do.
    pub(super) stale: Option<SignedDuration>,
    /// How long to wait for WeCom while there is an older answer; `None`: to
    /// the end.
    pub(super) patience: Option<Duration>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    pub(crate) list: Arc<T>,
    /// It is older than it should be: WeCom did not answer in time.
    pub(crate) stale: bool,
}

/// The newest answer for each key. Whoever asks while an answer is on its way
/// waits for that one; it goes on when they have lost patience.
pub(super) struct Kept<T> {
    slots: Cache<Key, Arc<Slot<T>>>,
}

struct Slot<T>(Mutex<State<T>>);

struct State<T> {
    good: Option<(Timestamp, Arc<T>)>,
    /// The last failure, if nothing good came after it. While WeCom is away,
    /// not everybody waits for a time-out.
    bad: Option<(Timestamp, WecomError)>,
    flight: Option<Flight<T>>,
}

type Answer<T> = Result<Arc<T>, WecomError>;
type Flight<T> = Shared<BoxFuture<'static, Answer<T>>>;

impl<T: Send + Sync + 'static> Kept<T> {
    pub(super) fn new() -> Self {
        Self {
            slots: Cache::builder()
                .max_capacity(KEPT)
                .time_to_idle(KEPT_FOR)
                .build(),
        }
    }

    pub(super) async fn get<F>(
        &self,
        key: Key,
        bounds: Bounds,
        now: Timestamp,
        ask: impl FnOnce() -> F,
    ) -> Result<Listed<T>, WecomError>
    where
        F: Future<Output = Result<T, WecomError>> + Send + 'static,
    {
        let slot = self.slots.get_with(key, async { Arc::default() }).await;
        let (flight, older) = {
            let mut state = slot.state();
            if let Some((at, list)) = &state.good
                && is_within(*at, now, bounds.fresh)
            {
                return Ok(Listed::fresh(list.clone()));
            }
            if let Some((at, error)) = &state.bad
                && is_within(*at, now, bounds.fresh.min(BARELY))
            {
                return state.older(bounds, now).ok_or_else(|| error.clone());
            }
            let older = state.good.is_some();
            let flight = match &state.flight {
                Some(flight) => flight.clone(),
                None => {
                    let flight = slot.start(now, ask());
                    state.flight = Some(flight.clone());
                    flight
                }
            };
            (flight, older)
        };
        let answer = match bounds.patience.filter(|_| older) {
            Some(patience) => match tokio::time::timeout(patience, flight).await {
                Ok(answer) => answer,
                Err(_) => Err(slot.late(now)),
            },
            None => flight.await,
        };
        match answer {
            Ok(list) => Ok(Listed::fresh(list)),
            Err(error) => slot.state().older(bounds, now).ok_or(error),
        }
    }

    /// Forgets what is kept under some keys. An answer that is on its way is
    /// given to those who wait for it, and to nobody after them.
    pub(super) async fn forget(&self, which: impl Fn(&Key) -> bool) {
        let keys: Vec<_> = self
            .slots
            .iter()
            .map(|(key, _)| key)
            .filter(|key| which(key))
            .collect();
        for key in keys {
            self.slots.invalidate(&*key).await;
        }
    }
}

impl<T> Listed<T> {
    fn fresh(list: Arc<T>) -> Self {
        Self { list, stale: false }
    }
}

impl<T> State<T> {
    fn older(&self, bounds: Bounds, now: Timestamp) -> Option<Listed<T>> {
        let (at, list) = self.good.as_ref()?;
        is_within(*at, now, bounds.stale?).then(|| Listed {
            list: list.clone(),
            stale: true,
        })
    }
}

impl<T: Send + Sync + 'static> Slot<T> {
    /// Asks beside the caller, who may go away.
    fn start(
        self: &Arc<Self>,
        now: Timestamp,
        asking: impl Future<Output = Result<T, WecomError>> + Send + 'static,
    ) -> Flight<T> {
        let slot = self.clone();
        let asked = tokio::spawn(
            async move {
                let answer = asking.await.map(Arc::new);
                slot.land(now, &answer);
                answer
            }
            .in_current_span(),
        );
        let slot = self.clone();
        let flight = async move {
            asked.await.unwrap_or_else(|died| {
                let answer = Err(WecomError::Unreachable(Arc::new(died)));
                slot.land(now, &answer);
                answer
            })
        };
        flight.boxed().shared()
    }

    fn land(&self, now: Timestamp, answer: &Answer<T>) {
        let mut state = self.state();
        state.flight = None;
        match answer {
            Ok(list) => {
                state.good = Some((now, list.clone()));
                state.bad = None;
            }
            Err(error) => state.bad = Some((now, error.clone())),
        }
    }

    /// Notes that WeCom is slow, for whoever comes next.
    fn late(&self, now: Timestamp) -> WecomError {
        let late = io::Error::new(io::ErrorKind::TimedOut, "WeCom takes its time");
        let error = WecomError::Unreachable(Arc::new(late));
        let mut state = self.state();
        // Unless it answered at this very moment.
        if state.flight.is_some() {
            state.bad = Some((now, error.clone()));
        }
        error
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new(State {
            good: None,
            bad: None,
            flight: None,
        }))
    }
}

/// A clock that was set back does not make an old answer young.
fn is_within(at: Timestamp, now: Timestamp, oldest: SignedDuration) -> bool {
    let age = now.duration_since(at);
    !age.is_negative() && age <= oldest
}
