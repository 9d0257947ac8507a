//! Ids and secrets, from the generator the stand-in was given: the same seed gives the same world.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rand::RngCore;

pub(crate) struct Chance(Box<dyn RngCore + Send>);

impl Chance {
    pub fn new(rng: Box<dyn RngCore + Send>) -> Self {
        Self(rng)
    }

    /// Lower-case hex of `N` random bytes.
    pub fn hex<const N: usize>(&mut self) -> String {
        hex::encode(self.bytes::<N>())
    }

    /// Base64 of `N` random bytes with letters that are safe in addresses.
    pub fn letters<const N: usize>(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<N>())
    }

    /// Plain base64 of `N` random bytes, as a session_key is given.
    pub fn base64<const N: usize>(&mut self) -> String {
        STANDARD.encode(self.bytes::<N>())
    }

    /// A number with ten digits.
    pub fn digits(&mut self) -> u64 {
        1_000_000_000 + self.0.next_u64() % 9_000_000_000
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance")
    }
}
