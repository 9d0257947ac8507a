//! Ids and secrets, made from the server's generator.

use std::sync::{Mutex, PoisonError};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use rand::RngCore;
use sha2::{Digest, Sha256};

/// The server's randomness.
pub(crate) struct Ids {
    rng: Mutex<Box<dyn RngCore + Send>>,
}

/// A share token's characters in a card's query: 12 random bytes.
const SHARE_TOKEN_LENGTH: usize = 16;

impl Ids {
    pub(crate) fn new(rng: Box<dyn RngCore + Send>) -> Self {
        Self {
            rng: Mutex::new(rng),
        }
    }

    /// 256 random bits.
    pub(crate) fn session_token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// What a card's query carries.
    pub(crate) fn share_token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<12>())
    }

    /// Names one turn at a piece of work.
    pub(crate) fn lease(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<12>())
    }

    /// Ids sort by the time they were made.
    pub(crate) fn share_id(&self, now: Timestamp) -> String {
        format!("sh_{}", self.timed_uuid(now).simple())
    }

    /// Of one sending to WeCom.
    pub(crate) fn upload_id(&self, now: Timestamp) -> String {
        format!("up_{}", self.timed_uuid(now).simple())
    }

    /// What the public address of a picture ends in: 128 random bits.
    pub(crate) fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }

    /// Names a request in the log and in the answer.
    pub(crate) fn request_id(&self, now: Timestamp) -> String {
        self.timed_uuid(now).to_string()
    }

    fn timed_uuid(&self, now: Timestamp) -> uuid::Uuid {
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.bytes::<10>()).into_uuid()
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }
}

/// How a session token is kept. The token is random, so one round suffices;
/// and as only hashes are compared, the time a comparison takes says nothing
/// about a token.
pub(crate) fn hash_of(session_token: &str) -> String {
    hex::encode(Sha256::digest(session_token))
}

/// What a file is known by.
pub(crate) fn sha256_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Whether a text can be a share token at all: asked before the database is.
pub(crate) fn may_be_share_token(text: &str) -> bool {
    text.len() == SHARE_TOKEN_LENGTH
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn ids() -> Ids {
        Ids::new(Box::new(StdRng::seed_from_u64(1)))
    }

    #[test]
    fn share_ids_sort_by_time() {
        let ids = ids();
        let early = ids.share_id(Timestamp::from_millisecond(1_000).unwrap());
        let late = ids.share_id(Timestamp::from_millisecond(1_001).unwrap());
        assert!(early < late);
        assert_eq!(early.len(), 35);
    }

    #[test]
    fn share_tokens_have_the_form_that_openings_are_checked_for() {
        let token = ids().share_token();
        assert!(may_be_share_token(&token), "{token}");
        for other in [
            "",
            "short",
            "0123456789abcdef0",
            "0123456789abcde/",
            "0123456789abcdé",
        ] {
            assert!(!may_be_share_token(other), "{other}");
        }
    }

    #[test]
    fn session_tokens_differ_and_are_long() {
        let ids = ids();
        let (a, b) = (ids.session_token(), ids.session_token());
        assert_ne!(a, b);
        assert_eq!(a.len(), 43);
    }
}
