//! What is fetched once and used by many: tokens and tickets. Fetched once for
//! however many callers, refreshed before they expire, replaced at most once
//! for a call that was refused, and shared with other instances by a
//! [`TokenStore`].

mod grant;
mod shared;
mod slot;
mod store;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};

pub(crate) use self::{
    grant::Grant,
    shared::{Shared, patiently},
    slot::Slot,
};
pub use self::{
    grant::Ticket,
    store::{
        LeaseNumber, MemoryTokenStore, StoreError, StoreFuture, StoredToken, TokenKey, TokenOf,
        TokenStore,
    },
};

/// A token is refreshed this long before its end, or after nine tenths of a
/// short life.
const EARLY: i64 = 300;

/// A token or ticket. Shown by nothing.
pub(crate) struct Token {
    value: SecretString,
    refresh_at: Timestamp,
    expires_at: Timestamp,
}

impl Token {
    /// `asked_at` is from before the call, so that a slow answer does not
    /// lengthen a life.
    pub(crate) fn new(value: SecretString, asked_at: Timestamp, expires_in: i64) -> Self {
        let life = expires_in.max(0);
        let after = |seconds| {
            let life = SignedDuration::from_secs(seconds);
            asked_at.saturating_add(life).unwrap_or(asked_at)
        };
        Self {
            value,
            refresh_at: after(life - EARLY.min(life / 10)),
            expires_at: after(life),
        }
    }

    pub(crate) fn expose(&self) -> &str {
        self.value.expose_secret()
    }

    pub(crate) fn secret(&self) -> &SecretString {
        &self.value
    }

    fn is(&self, value: &str) -> bool {
        self.expose() == value
    }
}

impl From<StoredToken> for Token {
    fn from(stored: StoredToken) -> Self {
        Self {
            value: stored.value,
            refresh_at: stored.refresh_at,
            expires_at: stored.expires_at,
        }
    }
}

impl From<&Token> for StoredToken {
    fn from(token: &Token) -> Self {
        Self {
            value: token.value.clone(),
            refresh_at: token.refresh_at,
            expires_at: token.expires_at,
        }
    }
}
