//! Callers that are kept out for a while: wrong secrets, debug mode, unionids (server-api.md §1.1, §2.1, §10.2).

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::tokens::after;
use crate::time;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DEBUG_PER_MINUTE: u32 = 5;
const OLD_UNIONIDS_PER_HOUR: u32 = 10_000;
const UNIONIDS_PER_HOUR: u32 = 100_000;
const UNIONIDS_PER_DAY: u32 = 480_000;
const UNIONIDS_PER_MONTH: u32 = 7_500_000;
const MONTH: SignedDuration = SignedDuration::from_hours(24 * 30);

#[derive(Debug)]
pub(crate) struct Gate {
    by_ip: BTreeMap<IpAddr, Caller>,
    /// Wrong secrets in an hour that lead to a ban.
    wrong_secrets: u32,
    /// Calls of a provider's of the older way from a unionid.
    old_unionids: BTreeMap<String, Window>,
    /// Of the newer way, by the company or the provider whose limit it is.
    unionids: BTreeMap<String, Unionids>,
}

/// What is left of an hour, a day and a month.
#[derive(Debug, Default)]
struct Unionids {
    hour: Window,
    day: Window,
    month: Window,
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
            old_unionids: BTreeMap::new(),
            unionids: BTreeMap::new(),
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

    /// Whether one more unionid may be turned into an id, for the company or the provider whose limit it is
    /// (server-api.md §10.2). When a window begins is in no source: with the first call, the day with the calendar's.
    pub fn unionid(&mut self, whose: &str, now: Timestamp) -> bool {
        let asked = self.unionids.entry(whose.to_owned()).or_default();
        let midnight = time::midnight(time::tomorrow(now));
        let windows = [
            (&mut asked.hour, HOUR, UNIONIDS_PER_HOUR),
            (
                &mut asked.day,
                midnight.duration_since(now),
                UNIONIDS_PER_DAY,
            ),
            (&mut asked.month, MONTH, UNIONIDS_PER_MONTH),
        ];
        // What is refused uses nothing up.
        let free = windows.iter().all(|(it, _, most)| it.used(now) < *most);
        if free {
            for (window, length, _) in windows {
                window.count(now, length);
            }
        }
        free
    }

    /// Whether a provider may ask once more (server-api.md §10.2).
    pub fn old_unionid(&mut self, provider: &str, now: Timestamp) -> bool {
        let asked = self.old_unionids.entry(provider.to_owned()).or_default();
        asked.count(now, HOUR) <= OLD_UNIONIDS_PER_HOUR
    }
}

impl Window {
    fn used(&self, now: Timestamp) -> u32 {
        match self.ends {
            Some(ends) if now < ends => self.count,
            _ => 0,
        }
    }

    fn count(&mut self, now: Timestamp, length: SignedDuration) -> u32 {
        if self.ends.is_none_or(|ends| now >= ends) {
            self.ends = Some(after(now, length));
            self.count = 0;
        }
        self.count = self.count.saturating_add(1);
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_asks_for_ten_thousand_unionids_an_hour() {
        let mut gate = Gate::new(1);
        let now: Timestamp = "2026-11-24T12:00:00+08:00".parse().unwrap();
        assert!((0..10_000).all(|_| gate.old_unionid("wwA", now)));
        assert!(!gate.old_unionid("wwA", now));
        assert!(gate.old_unionid("wwB", now));
        assert!(gate.old_unionid("wwA", after(now, HOUR)));
    }

    #[test]
    fn unionids_have_a_limit_an_hour_and_a_day() {
        let mut gate = Gate::new(1);
        let start: Timestamp = "2026-11-01T00:00:00+08:00".parse().unwrap();
        let mut asked = 0;
        let mut used = Vec::new();
        for hour in 0..26 {
            let now = after(start, HOUR * hour);
            while gate.unionid("ww", now) {
                asked += 1;
            }
            used.push(asked);
        }
        assert_eq!(used[0], 100_000);
        assert_eq!(used[4], 480_000, "the day is used up in its fifth hour");
        assert_eq!(used[23], 480_000);
        assert_eq!(used[24], 580_000, "a new day");
        assert!(gate.unionid("other", start), "a limit for each");
    }
}
