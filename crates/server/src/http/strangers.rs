//! How often somebody without a session may ask.
//!
//! A stranger is an address. What comes from this machine itself is a proxy,
//! unless it says whom it speaks for and is trusted to: then nobody can be
//! told apart, and nobody is limited.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use jiff::{SignedDuration, Timestamp};

use crate::{codes::Code, problem::Problem, service::Service};

/// How many addresses are remembered; more are strangers with a network of
/// their own, for whom this is not the defence.
const REMEMBERED: usize = 50_000;
const MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// Whose request this is, as far as can be told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stranger(Option<IpAddr>);

impl FromRequestParts<Arc<Service>> for Stranger {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Self::Rejection> {
        if service.config.limits.trust_forwarded_for {
            // The last one is the proxy's own word; what is before it may be
            // the client's.
            let forwarded = parts.headers.get_all("x-forwarded-for");
            let last = forwarded
                .iter()
                .next_back()
                .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
            if let Some(address) = last {
                return Ok(Self(Some(address)));
            }
        }
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical());
        Ok(Self(peer.filter(|peer| !peer.is_loopback())))
    }
}

/// So many in a minute, at once or spread; each that waits makes room for one
/// more. (A leaky bucket, kept as the moment when it will be empty.)
pub(crate) struct PerMinute {
    allowed: u32,
    empty_at: Mutex<BTreeMap<IpAddr, Timestamp>>,
}

impl PerMinute {
    pub(crate) fn new(allowed: u32) -> Self {
        Self {
            allowed,
            empty_at: Mutex::default(),
        }
    }

    /// Counts one attempt, or refuses it.
    pub(crate) fn attempt(&self, stranger: Stranger, now: Timestamp) -> Result<(), Problem> {
        let Stranger(Some(address)) = stranger else {
            return Ok(());
        };
        self.count(address, now).map_err(|wait| {
            let seconds = wait.as_secs().saturating_add(1).to_string();
            Problem::filled(Code::TooManyRequests, &[("seconds", &seconds)]).retry_after(&seconds)
        })
    }

    fn count(&self, address: IpAddr, now: Timestamp) -> Result<(), SignedDuration> {
        let drop = SignedDuration::from_millis(60_000 / i64::from(self.allowed)).max(
            // A limit above one in a millisecond is one in a millisecond.
            SignedDuration::from_millis(1),
        );
        let mut all = self.empty_at.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, empty_at| *empty_at > now);
            if all.len() >= REMEMBERED {
                all.clear();
            }
        }
        let empty_at = all.entry(address).or_insert(now);
        let full = empty_at.duration_since(now);
        // After the clock was set back, nobody waits for it to catch up.
        let full = if full.is_negative() || full > MINUTE {
            SignedDuration::ZERO
        } else {
            full
        };
        let fuller = full + drop;
        if fuller > MINUTE {
            return Err(fuller - MINUTE);
        }
        *empty_at = now.saturating_add(fuller).unwrap_or(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn so_many_at_once_then_one_for_each_share_of_the_minute() {
        let limit = PerMinute::new(6);
        let one: IpAddr = [192, 0, 2, 1].into();
        let other: IpAddr = [192, 0, 2, 2].into();
        for _ in 0..6 {
            assert!(limit.count(one, second(0)).is_ok());
        }
        assert_eq!(
            limit.count(one, second(0)),
            Err(SignedDuration::from_secs(10))
        );
        assert!(limit.count(other, second(0)).is_ok());
        assert!(limit.count(one, second(10)).is_ok());
        assert!(limit.count(one, second(10)).is_err());
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_nobody_out() {
        let limit = PerMinute::new(1);
        let one: IpAddr = [192, 0, 2, 1].into();
        assert!(limit.count(one, second(100_000)).is_ok());
        assert!(limit.count(one, second(0)).is_ok());
    }
}
