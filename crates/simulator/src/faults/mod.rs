//! Faults that can be switched on: what goes wrong with WeCom now and then, made to order and repeatable.
//!
//! Each fault has a generator of its own, seeded from the stand-in's seed and its number: whether the n-th call it watches
//! is hit depends on nothing else.

mod kind;

use std::sync::{Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use kind::{FaultKind, Place};

/// How long an answer that never comes is waited for, and how long a slow or late one takes, unless told otherwise.
const NEVER: u64 = 600_000;
const SLOW: u64 = 3_000;

/// A fault to switch on.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub kind: FaultKind,
    /// A path below `/cgi-bin/`, or an event's name for callbacks (`change_external_contact`); all when absent.
    #[schema(example = "externalcontact/add_msg_template")]
    pub endpoint: Option<String>,
    /// How many calls are hit before the fault ends by itself; without end when absent.
    #[schema(minimum = 1)]
    pub count: Option<u64>,
    /// The share of calls that are hit; all when absent.
    #[schema(minimum = 0, maximum = 1)]
    pub probability: Option<f64>,
    /// Milliseconds: of real time for `slow` and `timeout_after`, of the world's for `callback_delayed`.
    pub ms: Option<u64>,
}

/// A fault that is on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Fault {
    pub id: u64,
    #[serde(flatten)]
    pub rule: Rule,
    /// Calls it has watched.
    pub seen: u64,
    /// Calls it has hit.
    pub hit: u64,
}

#[derive(Debug)]
struct Active {
    fault: Fault,
    chance: StdRng,
}

#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    active: Mutex<(u64, Vec<Active>)>,
}

/// What happens to one call.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Strike {
    /// Waited before anything else.
    pub slow: Option<u64>,
    /// At most one, besides.
    pub kind: Option<FaultKind>,
    pub ms: u64,
}

impl Faults {
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            active: Mutex::new((0, Vec::new())),
        }
    }

    pub fn add(&self, rule: Rule) -> Fault {
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        active.0 += 1;
        let id = active.0;
        let fault = Fault {
            id,
            rule,
            seen: 0,
            hit: 0,
        };
        let chance = StdRng::seed_from_u64(self.seed ^ id.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        active.1.push(Active {
            fault: fault.clone(),
            chance,
        });
        fault
    }

    pub fn list(&self) -> Vec<Fault> {
        let active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        active.1.iter().map(|it| it.fault.clone()).collect()
    }

    /// False if there is no such fault, or it has ended.
    pub fn remove(&self, id: u64) -> bool {
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        let before = active.1.len();
        active.1.retain(|it| it.fault.id != id);
        active.1.len() < before
    }

    pub fn clear(&self) {
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        active.1.clear();
    }

    /// What befalls a call of this endpoint. `token`: whether it carries one that could be refused.
    pub fn call(&self, endpoint: &str, token: bool) -> Strike {
        self.draw(endpoint, |kind| match kind.place() {
            Place::Call => true,
            Place::Token => token,
            Place::Callback => false,
        })
    }

    /// What befalls the delivery of an event.
    pub fn callback(&self, event: &str) -> Strike {
        self.draw(event, |kind| kind.place() == Place::Callback)
    }

    fn draw(&self, name: &str, fits: impl Fn(FaultKind) -> bool) -> Strike {
        let mut strike = Strike::default();
        let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
        if active.1.is_empty() {
            return strike;
        }
        for Active { fault, chance } in &mut active.1 {
            let rule = &fault.rule;
            let slow = rule.kind == FaultKind::Slow;
            let watched = fits(rule.kind) && rule.endpoint.as_deref().is_none_or(|it| it == name);
            // The first that hits decides; slowness comes on top.
            if !watched || (!slow && strike.kind.is_some()) {
                continue;
            }
            fault.seen += 1;
            if rule
                .probability
                .is_some_and(|it| !chance.random_bool(it.clamp(0.0, 1.0)))
            {
                continue;
            }
            fault.hit += 1;
            if slow {
                strike.slow = Some(rule.ms.unwrap_or(SLOW));
            } else {
                strike.kind = Some(rule.kind);
                let usual = if rule.kind == FaultKind::TimeoutAfter {
                    NEVER
                } else {
                    SLOW
                };
                strike.ms = rule.ms.unwrap_or(usual);
            }
        }
        active
            .1
            .retain(|it| it.fault.rule.count.is_none_or(|count| it.fault.hit < count));
        strike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(kind: FaultKind) -> Rule {
        Rule {
            kind,
            endpoint: None,
            count: None,
            probability: None,
            ms: None,
        }
    }

    fn hits(seed: u64) -> Vec<bool> {
        let faults = Faults::new(seed);
        faults.add(Rule {
            probability: Some(0.3),
            ..rule(FaultKind::Busy)
        });
        (0..200)
            .map(|_| faults.call("gettoken", false).kind.is_some())
            .collect()
    }

    #[test]
    fn the_same_seed_hits_the_same_calls() {
        assert_eq!(hits(7), hits(7));
        assert_ne!(hits(7), hits(8));
        let share = hits(7).iter().filter(|it| **it).count();
        assert!((30..90).contains(&share), "{share} of 200 at 0.3");
    }

    #[test]
    fn a_counted_fault_ends_by_itself() {
        let faults = Faults::new(1);
        faults.add(Rule {
            count: Some(2),
            endpoint: Some("media/get".to_owned()),
            ..rule(FaultKind::CutBefore)
        });
        assert_eq!(faults.call("gettoken", true), Strike::default());
        for _ in 0..2 {
            assert_eq!(
                faults.call("media/get", true).kind,
                Some(FaultKind::CutBefore)
            );
        }
        assert_eq!(faults.call("media/get", true), Strike::default());
        assert!(faults.list().is_empty());
    }

    #[test]
    fn a_token_cannot_be_refused_where_none_is_sent_and_slowness_adds() {
        let faults = Faults::new(1);
        let storm = faults.add(rule(FaultKind::TokenExpired));
        faults.add(Rule {
            ms: Some(50),
            ..rule(FaultKind::Slow)
        });
        assert_eq!(faults.call("gettoken", false).kind, None);
        let strike = faults.call("agent/get", true);
        assert_eq!(
            (strike.kind, strike.slow),
            (Some(FaultKind::TokenExpired), Some(50))
        );
        assert!(faults.remove(storm.id) && !faults.remove(storm.id));
        assert_eq!(faults.call("agent/get", true).kind, None);
    }
}
