//! Where the server gets the time from.

use std::fmt::Debug;

use jiff::Timestamp;

/// The server's only source of time. Sessions, quota days and histories follow
/// it, so a test or the demo can move to tomorrow.
pub trait Clock: Send + Sync + Debug {
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the server reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
