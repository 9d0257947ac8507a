//! The world's clock: it runs at the speed of a real one, and can be moved.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// A clock that follows `base` at a distance. Everything in the stand-in reads time here and nowhere else.
pub struct MovableClock {
    base: Box<dyn Fn() -> Timestamp + Send + Sync>,
    ahead: Mutex<SignedDuration>,
}

impl MovableClock {
    /// A clock over any source of time; tests give one that stands still.
    pub fn new(base: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            base: Box::new(base),
            ahead: Mutex::new(SignedDuration::ZERO),
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
    }

    /// Puts the hand at `to`; it runs on from there.
    pub fn set(&self, to: Timestamp) {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        *ahead = to.duration_since((self.base)());
    }
}

impl fmt::Debug for MovableClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MovableClock")
            .field("now", &self.now())
            .finish()
    }
}
