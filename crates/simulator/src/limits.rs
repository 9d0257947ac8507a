//! Base frequency limits: calls of one API a minute and an hour, per company and per caller's address
//! (server-api.md §12). Tickets, wrong secrets, `debug=1` and uploads have limits of their own elsewhere.
//!
//! When a window begins is in no source: the first call after the last window opens the next.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use crate::world::{Limits as Numbers, Rate};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[derive(Debug, Default)]
pub(crate) struct Limits {
    corps: HashMap<(String, &'static str), Counter>,
    ips: HashMap<(IpAddr, &'static str), Counter>,
}

#[derive(Debug)]
struct Counter {
    minute: Window,
    hour: Window,
    /// Over a minute's number for 60 seconds, over an hour's for 60 minutes.
    blocked_until: Option<Timestamp>,
}

#[derive(Debug)]
struct Window {
    began: Timestamp,
    calls: u32,
}

impl Limits {
    /// Counts a call; false if it is over a limit (45009). `corpid` is known from a valid token.
    pub fn allow(
        &mut self,
        numbers: &Numbers,
        ip: IpAddr,
        corpid: Option<&str>,
        endpoint: &'static str,
        now: Timestamp,
    ) -> bool {
        if !numbers.enabled {
            return true;
        }
        let by_ip = count(&mut self.ips, (ip, endpoint), numbers.ip, now);
        let by_corp = corpid.is_none_or(|corpid| {
            let key = (corpid.to_owned(), endpoint);
            count(&mut self.corps, key, numbers.corp, now)
        });
        by_ip && by_corp
    }
}

fn count<K: Hash + Eq>(
    counters: &mut HashMap<K, Counter>,
    key: K,
    rate: Rate,
    now: Timestamp,
) -> bool {
    counters
        .entry(key)
        .or_insert_with(|| Counter {
            minute: Window {
                began: now,
                calls: 0,
            },
            hour: Window {
                began: now,
                calls: 0,
            },
            blocked_until: None,
        })
        .count(rate, now)
}

impl Counter {
    fn count(&mut self, rate: Rate, now: Timestamp) -> bool {
        if self.blocked_until.is_some_and(|until| now < until) {
            return false;
        }
        self.blocked_until = None;
        let minute = self.minute.count(MINUTE, now) <= rate.minute;
        let hour = self.hour.count(HOUR, now) <= rate.hour;
        let block = match (minute, hour) {
            (true, true) => return true,
            (_, false) => HOUR,
            (false, true) => MINUTE,
        };
        self.blocked_until = Some(now.saturating_add(block).unwrap_or(Timestamp::MAX));
        // What follows the block is a new window.
        self.minute.calls = 0;
        if !hour {
            self.hour.calls = 0;
        }
        false
    }
}

impl Window {
    fn count(&mut self, length: SignedDuration, now: Timestamp) -> u32 {
        let age = now.duration_since(self.began);
        if age >= length || age.is_negative() {
            self.began = now;
            self.calls = 0;
        }
        self.calls = self.calls.saturating_add(1);
        self.calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    fn counter() -> Counter {
        Counter {
            minute: Window {
                began: at(0),
                calls: 0,
            },
            hour: Window {
                began: at(0),
                calls: 0,
            },
            blocked_until: None,
        }
    }

    #[test]
    fn over_the_minutes_number_blocks_sixty_seconds() {
        let rate = Rate {
            minute: 3,
            hour: 100,
        };
        let mut it = counter();
        assert!((0..3).all(|_| it.count(rate, at(30))));
        assert!(!it.count(rate, at(30)));
        assert!(
            !it.count(rate, at(89)),
            "the minute is over, the block is not"
        );
        assert!(it.count(rate, at(90)));
    }

    #[test]
    fn over_the_hours_number_blocks_sixty_minutes() {
        let rate = Rate { minute: 3, hour: 5 };
        let mut it = counter();
        assert!((0..5).all(|n| it.count(rate, at(n * 60))));
        assert!(!it.count(rate, at(300)));
        assert!(!it.count(rate, at(300 + 3_599)));
        assert!(it.count(rate, at(300 + 3_600)));
    }

    #[test]
    fn companies_and_endpoints_are_counted_apart() {
        let numbers = Numbers {
            enabled: true,
            corp: Rate { minute: 1, hour: 9 },
            ip: Rate { minute: 9, hour: 9 },
        };
        let ip = IpAddr::from([127, 0, 0, 1]);
        let mut limits = Limits::default();
        let mut ask = |corp, endpoint| limits.allow(&numbers, ip, Some(corp), endpoint, at(0));
        assert!(ask("ww1", "a") && ask("ww2", "a") && ask("ww1", "b"));
        assert!(!ask("ww1", "a"));
    }
}
