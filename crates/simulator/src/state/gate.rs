//! Callers that are kept out for a while: wrong secrets, debug mode (server-api.md §1.1, §2.1).

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::tokens::after;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DEBUG_PER_MINUTE: u32 = 5;

#[derive(Debug)]
pub(crate) struct Gate {
    by_ip: BTreeMap<IpAddr, Caller>,
    /// Wrong secrets in an hour that lead to a ban.
    wrong_secrets: u32,
}

#[derive(Debug, Default)]
struct Caller {
    wrong: Window,
    debug: Window,
    banned_until: Option<Timestamp>,
}

/// Counts from its first event on.
#[derive(Debug, Default)]
struct Window {
    ends: Option<Timestamp>,
    count: u32,
}

impl Gate {
    pub fn new(wrong_secrets: u32) -> Self {
        Self {
            by_ip: BTreeMap::new(),
            wrong_secrets,
        }
    }

    pub fn banned(&self, ip: IpAddr, now: Timestamp) -> bool {
        let until = self.by_ip.get(&ip).and_then(|it| it.banned_until);
        until.is_some_and(|until| now < until)
    }

    /// The address is banned for an hour when it has given too many in one.
    pub fn wrong_secret(&mut self, ip: IpAddr, now: Timestamp) {
        let caller = self.by_ip.entry(ip).or_default();
        if caller.wrong.count(now, HOUR) >= self.wrong_secrets {
            caller.banned_until = Some(after(now, HOUR));
            caller.wrong = Window::default();
        }
    }

    /// Whether one more call in debug mode is allowed.
    pub fn debug(&mut self, ip: IpAddr, now: Timestamp) -> bool {
        let caller = self.by_ip.entry(ip).or_default();
        caller.debug.count(now, MINUTE) <= DEBUG_PER_MINUTE
    }
}

impl Window {
    fn count(&mut self, now: Timestamp, length: SignedDuration) -> u32 {
        if self.ends.is_none_or(|ends| now >= ends) {
            self.ends = Some(after(now, length));
            self.count = 0;
        }
        self.count = self.count.saturating_add(1);
        self.count
    }
}
