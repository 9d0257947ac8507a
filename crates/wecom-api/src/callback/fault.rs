//! Why a callback is refused.

use jiff::SignedDuration;
use thiserror::Error;

/// A callback that is not answered. None of these holds anything secret.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    #[error("{bytes} bytes, more than {max}")]
    TooLarge { bytes: usize, max: usize },
    /// Neither XML nor JSON, or without the encrypted text.
    #[error("the envelope cannot be read: {0}")]
    Envelope(&'static str),
    #[error("the signature is not WeCom's")]
    Signature,
    #[error("the timestamp is not one")]
    Timestamp,
    /// Sent too long ago, or by a clock far ahead of ours: perhaps replayed.
    #[error("the call is {age:#} old")]
    Stale { age: SignedDuration },
    #[error("the encrypted text is not base64")]
    Base64,
    #[error("the encrypted text cannot be decrypted: {0}")]
    Decrypt(&'static str),
    /// Encrypted with our key for another company or suite.
    #[error("the message is for another receiver")]
    Receiver,
    /// Decrypted and for us, but not a message as documented.
    #[error("the message cannot be read: {0}")]
    Message(&'static str),
}

/// Why an EncodingAESKey is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyFault {
    #[error("the EncodingAESKey has 43 characters, not {0}")]
    Length(usize),
    #[error("the EncodingAESKey has letters and digits only")]
    Letters,
}

impl Fault {
    /// The number by which WeCom's own sample libraries call this (page
    /// 90968), where they know it.
    #[must_use]
    pub fn number(&self) -> Option<i32> {
        match self {
            Self::Signature => Some(-40001),
            Self::Envelope(_) | Self::Message(_) => Some(-40002),
            Self::Receiver => Some(-40005),
            Self::Decrypt(_) => Some(-40007),
            Self::Base64 => Some(-40010),
            Self::TooLarge { .. } | Self::Timestamp | Self::Stale { .. } => None,
        }
    }
}
