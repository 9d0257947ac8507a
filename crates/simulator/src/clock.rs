//! The world's clock: it runs at the speed of a real one, and can be moved.

use std::fmt;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

/// A clock that follows `base` at a distance. Everything in the stand-in reads time here and nowhere else.
pub struct MovableClock {
    base: Box<dyn Fn() -> Timestamp + Send + Sync>,
    ahead: Mutex<SignedDuration>,
    moved: Notify,
}

impl MovableClock {
    /// A clock over any source of time; tests give one that stands still.
    pub fn new(base: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            base: Box::new(base),
            ahead: Mutex::new(SignedDuration::ZERO),
            moved: Notify::new(),
        }
    }

    /// A clock over this machine's time.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the stand-in meets the machine's clock"
    )]
    pub fn system() -> Self {
        Self::new(Timestamp::now)
    }

    pub fn now(&self) -> Timestamp {
        let ahead = *self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        (self.base)()
            .saturating_add(ahead)
            .unwrap_or(Timestamp::MAX)
    }

    /// Moves the hand forwards, or backwards if `by` is negative. Stops at the end of time.
    pub fn advance(&self, by: SignedDuration) {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        *ahead = ahead.saturating_add(by);
        self.moved.notify_waiters();
    }

    /// Puts the hand at `to`; it runs on from there.
    pub fn set(&self, to: Timestamp) {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        *ahead = to.duration_since((self.base)());
        self.moved.notify_waiters();
    }

    /// Waits until the clock was moved so far. A clock that only runs wakes nobody: who waits for that sleeps besides.
    pub(crate) async fn moved_to(&self, at: Timestamp) {
        loop {
            let mut moved = pin!(self.moved.notified());
            // From here on a move is noticed, also one before the first look at the clock.
            moved.as_mut().enable();
            if self.now() >= at {
                return;
            }
            moved.await;
        }
    }
}

impl fmt::Debug for MovableClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MovableClock")
            .field("now", &self.now())
            .finish()
    }
}
