//! What a mini program hands over encrypted with the session key
//! (server-api.md §3.3; pages 91507 (2023/04/10), 91508 (2019/11/28), 91617
//! (2021/12/10) and 94488 (2021/05/27)).
//!
//! The mini program passes these on, so nothing in them is believed before it
//! was decrypted and checked.

use aes::{
    Aes128,
    cipher::{BlockModeDecrypt as _, KeyIvInit as _, block_padding::Pkcs7},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, de::DeserializeOwned};
use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;
use thiserror::Error;

use crate::{
    CorpId, UserId,
    number::{maybe_number, number, or_empty},
};

/// Why something encrypted is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// Ours: what jscode2session gave is 16 bytes in base64.
    #[error("the session key is not one")]
    SessionKey,
    #[error("the data or the iv is not base64 of whole blocks")]
    Base64,
    /// One for wrong padding and wrong text, so that nobody can ask for the
    /// text bit by bit. Mostly the key of another login.
    #[error("the data was not encrypted with this session's key")]
    Unreadable,
    #[error("the data is another mini program's")]
    Appid,
    /// From too long ago, or from the future.
    #[error("the data is {age:#} old")]
    Stale { age: SignedDuration },
    /// A share ticket that somebody else received.
    #[error("the data is for another member")]
    Receiver,
}

/// Decrypts `encryptedData`: AES-128-CBC.
///
/// # Errors
/// [`Fault::SessionKey`], [`Fault::Base64`] or [`Fault::Unreadable`].
pub fn open<T: DeserializeOwned>(
    session_key: &SecretString,
    iv: &str,
    encrypted_data: &str,
) -> Result<T, Fault> {
    let key = block(session_key.expose_secret()).ok_or(Fault::SessionKey)?;
    let iv = block(iv).ok_or(Fault::Base64)?;
    let mut buffer = STANDARD.decode(encrypted_data).map_err(|_| Fault::Base64)?;
    if buffer.is_empty() || !buffer.len().is_multiple_of(16) {
        return Err(Fault::Base64);
    }
    let text = cbc::Decryptor::<Aes128>::new(&key.into(), &iv.into())
        .decrypt_padded::<Pkcs7>(&mut buffer)
        .map_err(|_| Fault::Unreadable)?;
    serde_json::from_slice(text).map_err(|_| Fault::Unreadable)
}

/// Whether `signature` is that of `raw_data`: SHA-1 of it and the key.
#[must_use]
pub fn is_signed(raw_data: &str, session_key: &SecretString, signature: &str) -> bool {
    let hash = Sha1::new()
        .chain_update(raw_data)
        .chain_update(session_key.expose_secret());
    let ours = hex::encode(hash.finalize());
    ours.as_bytes().ct_eq(signature.as_bytes()).into()
}

/// Whose data this is, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Watermark {
    pub appid: String,
    /// Unix seconds.
    #[serde(deserialize_with = "number")]
    pub timestamp: i64,
}

impl Watermark {
    /// # Errors
    /// [`Fault::Appid`], or [`Fault::Stale`] if more than `window` off.
    pub fn check(&self, appid: &str, now: Timestamp, window: SignedDuration) -> Result<(), Fault> {
        if self.appid != appid {
            return Err(Fault::Appid);
        }
        let age = SignedDuration::from_secs(now.as_second().saturating_sub(self.timestamp));
        if age.abs() > window {
            return Err(Fault::Stale { age });
        }
        Ok(())
    }
}

/// What `getEnterpriseUserInfo` decrypts to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct EnterpriseUserInfo {
    /// None if the company has not linked the mini program.
    #[serde(default, deserialize_with = "corpid")]
    pub corpid: Option<CorpId>,
    pub userid: UserId,
    #[serde(default, deserialize_with = "or_empty")]
    pub name: String,
    #[serde(default, deserialize_with = "maybe_number")]
    pub gender: Option<i64>,
    pub watermark: Watermark,
}

/// What `getShareInfo` decrypts to: the ticket of a private message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ShareInfo {
    #[serde(default, deserialize_with = "or_empty")]
    pub chat_id: String,
    #[serde(default, deserialize_with = "or_empty")]
    pub state: String,
    pub cur_receiver: UserId,
}

impl ShareInfo {
    /// Refuses a ticket that was passed on to whoever is logged in.
    ///
    /// # Errors
    /// [`Fault::Receiver`].
    pub fn check(&self, logged_in: &UserId) -> Result<(), Fault> {
        if self.cur_receiver != *logged_in {
            return Err(Fault::Receiver);
        }
        Ok(())
    }
}

fn block(text: &str) -> Option<[u8; 16]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

fn corpid<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<CorpId>, D::Error> {
    let corpid = Option::<CorpId>::deserialize(deserializer)?;
    Ok(corpid.filter(|corpid| !corpid.as_str().is_empty()))
}
