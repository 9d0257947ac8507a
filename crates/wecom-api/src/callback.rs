//! What WeCom calls us with: server-api.md §9, pages 90930 (2024/12/13), 90238
//! (2024/07/22) and 90968 (2024/07/18).
//!
//! Nothing here reads a clock, draws randomness or holds a connection: the
//! caller passes the query, the body, the time and, for replies, the random
//! part.

mod cipher;
mod contact;
mod envelope;
mod event;
mod fault;
mod key;
mod suite;
mod xml;

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use sha1::{Digest as _, Sha1};
use subtle::{Choice, ConstantTimeEq as _};

use self::key::Key;
pub use self::{
    contact::{
        ChatChange, ContactChange, CustomerOf, GroupUpdate, TagChange, TagSubject, UpdateDetail,
    },
    envelope::Format,
    event::{Event, What},
    fault::{Fault, KeyFault},
    suite::SuiteCommand,
};

/// The receiver of one company's or suite's callbacks.
#[derive(Clone)]
pub struct Receiver {
    token: SecretString,
    key: Key,
    receive_id: String,
    limits: Limits,
}

/// What is refused before it is looked at. WeCom documents neither number.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a body, or of an `echostr`.
    pub max_bytes: usize,
    /// How far a call's time may be from ours, either way. WeCom repeats a
    /// call it got no answer to within seconds.
    pub window: SignedDuration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 1024 * 1024,
            window: SignedDuration::from_mins(5),
        }
    }
}

/// The query of a callback, percent-decoded.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    pub msg_signature: &'a str,
    /// Unix seconds, as they stand in the query.
    pub timestamp: &'a str,
    pub nonce: &'a str,
}

/// A message that is WeCom's and for us.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// XML or JSON, by the company's setting in the console.
    pub text: String,
    /// How the message was wrapped; a reply goes the same way.
    pub format: Format,
}

impl Receiver {
    /// `receive_id` is the corpid for an app's callbacks, the suite's id for a
    /// suite's, empty for an individual developer's apps.
    ///
    /// # Errors
    /// The key is not one that the console shows.
    pub fn new(
        token: SecretString,
        encoding_aes_key: &SecretString,
        receive_id: impl Into<String>,
        limits: Limits,
    ) -> Result<Self, KeyFault> {
        Ok(Self {
            token,
            key: Key::parse(encoding_aes_key.expose_secret())?,
            receive_id: receive_id.into(),
            limits,
        })
    }

    /// Answers WeCom's question whether this address is ours (GET). The answer
    /// is the whole body: no quotes, no newline, within one second.
    ///
    /// A `+` that some decoder turned into a blank is put back.
    ///
    /// # Errors
    /// Any of [`Fault`] but those of an envelope.
    pub fn check_url(
        &self,
        stamp: Stamp<'_>,
        echostr: &str,
        now: Timestamp,
    ) -> Result<String, Fault> {
        self.check_size(echostr.len())?;
        self.open_encrypted(stamp, echostr.replace(' ', "+").as_bytes(), now)
    }

    /// Opens an event's body (POST), XML or JSON.
    ///
    /// # Errors
    /// Any of [`Fault`]; nothing of the message was looked at then.
    pub fn open(&self, stamp: Stamp<'_>, body: &[u8], now: Timestamp) -> Result<Message, Fault> {
        self.check_size(body.len())?;
        let (format, encrypted) = envelope::read(body)?;
        let text = self.open_encrypted(stamp, &encrypted, now)?;
        Ok(Message { text, format })
    }

    /// Wraps a reply. `random` is fresh for each; `now` and `nonce` go into
    /// the envelope.
    #[must_use]
    pub fn reply(
        &self,
        text: &str,
        format: Format,
        now: Timestamp,
        nonce: u64,
        random: [u8; 16],
    ) -> String {
        let encrypted = cipher::seal(&self.key, random, text, &self.receive_id);
        let (timestamp, nonce) = (now.as_second().to_string(), nonce.to_string());
        let signature = self.signature(&timestamp, &nonce, &encrypted);
        envelope::write(format, &encrypted, &signature, &timestamp, &nonce)
    }

    /// The signature WeCom puts beside an encrypted text.
    #[must_use]
    pub fn signature(&self, timestamp: &str, nonce: &str, encrypted: &str) -> String {
        hex::encode(self.digest(timestamp, nonce, encrypted.as_bytes()))
    }

    fn digest(&self, timestamp: &str, nonce: &str, encrypted: &[u8]) -> [u8; 20] {
        let [token, timestamp, nonce] =
            [self.token.expose_secret(), timestamp, nonce].map(str::as_bytes);
        let mut parts = [token, timestamp, nonce, encrypted];
        parts.sort_unstable();
        let mut hash = Sha1::new();
        for part in parts {
            hash.update(part);
        }
        hash.finalize().into()
    }

    fn check_size(&self, bytes: usize) -> Result<(), Fault> {
        let max = self.limits.max_bytes;
        if bytes > max {
            return Err(Fault::TooLarge { bytes, max });
        }
        Ok(())
    }

    /// The order matters: nothing is decrypted that WeCom did not sign.
    fn open_encrypted(
        &self,
        stamp: Stamp<'_>,
        encrypted: &[u8],
        now: Timestamp,
    ) -> Result<String, Fault> {
        let mut ours = [0; 40];
        let digest = self.digest(stamp.timestamp, stamp.nonce, encrypted);
        hex::encode_to_slice(digest, &mut ours).expect("two digits a byte");
        if !same(&ours, stamp.msg_signature.as_bytes()) {
            return Err(Fault::Signature);
        }
        self.check_time(stamp.timestamp, now)?;
        cipher::open(&self.key, encrypted, &self.receive_id)
    }

    fn check_time(&self, timestamp: &str, now: Timestamp) -> Result<(), Fault> {
        let second = timestamp.parse().map_err(|_| Fault::Timestamp)?;
        let sent = Timestamp::from_second(second).map_err(|_| Fault::Timestamp)?;
        let age = now.duration_since(sent);
        if age.abs() > self.limits.window {
            return Err(Fault::Stale { age });
        }
        Ok(())
    }
}

/// Told in a time that does not depend on where they differ, eight bytes at
/// once.
fn same(ours: &[u8; 40], theirs: &[u8]) -> bool {
    fn words(text: &[u8]) -> impl Iterator<Item = u64> {
        let (words, _) = text.as_chunks::<8>();
        words.iter().copied().map(u64::from_ne_bytes)
    }
    theirs.len() == ours.len()
        && words(ours)
            .zip(words(theirs))
            .fold(Choice::from(1), |same, (ours, theirs)| {
                same & ours.ct_eq(&theirs)
            })
            .into()
}

impl Message {
    /// What the message says. Kinds that this crate does not know are kept
    /// raw.
    ///
    /// # Errors
    /// The text is neither XML nor JSON, or lacks what every message has.
    pub fn event(&self) -> Result<Event, Fault> {
        event::read(&self.text)
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("receive_id", &self.receive_id)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
