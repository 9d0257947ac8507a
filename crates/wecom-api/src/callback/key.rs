//! The EncodingAESKey of the console.

use aes::{Aes256Dec, cipher::KeyInit as _};
use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::KeyFault;

/// 43 characters hold 258 bits; the last two are not of the key, and often
/// not zero, which a base64 decoder refuses unless told otherwise.
const LOOSE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// 32 bytes; the first 16 are the initialisation vector too.
#[derive(Clone)]
pub(super) struct Key {
    bytes: [u8; 32],
    /// The same, made ready once: every call is opened, few are answered.
    decryption: Aes256Dec,
}

impl Key {
    pub(super) fn parse(text: &str) -> Result<Self, KeyFault> {
        if text.len() != 43 {
            return Err(KeyFault::Length(text.len()));
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(KeyFault::Letters);
        }
        let bytes = LOOSE.decode(text).map_err(|_| KeyFault::Letters)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyFault::Letters)?;
        Ok(Self {
            decryption: Aes256Dec::new(&bytes.into()),
            bytes,
        })
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    pub(super) fn decryption(&self) -> &Aes256Dec {
        &self.decryption
    }

    pub(super) fn iv(&self) -> [u8; 16] {
        let (iv, _) = self.bytes.split_at(16);
        iv.try_into().expect("half of 32 bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_keys_are_the_documented_bytes() {
        for (text, hex) in [
            (
                "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
                "8d69989bbaabe67328014c194631ad0719b3dca035b64023df292447aab60760",
            ),
            (
                "4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws",
                "e0c6b7601ad205b5f669ecfc309a571819dee4b483c201aa1db84cf563d8230b",
            ),
            (
                "cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP",
                "703d1dee3c78b58bd5b73aab9a1dc39b74050977ba7fc4a51e832d321dea4043",
            ),
            (
                "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR",
                "916c4f115d94103cb15a998f74a0b71787603c398ebdf297d471a71140d2d5a4",
            ),
        ] {
            assert_eq!(hex::encode(Key::parse(text).unwrap().bytes()), hex);
        }
    }

    #[test]
    fn a_key_of_another_length_or_with_other_letters_is_none() {
        let fault = |text: &str| Key::parse(text).err();
        assert_eq!(fault(""), Some(KeyFault::Length(0)));
        assert_eq!(fault(&"a".repeat(44)), Some(KeyFault::Length(44)));
        assert_eq!(
            fault(&format!("{}=", "a".repeat(42))),
            Some(KeyFault::Letters)
        );
        assert_eq!(
            fault(&format!("{}钥", "a".repeat(40))),
            Some(KeyFault::Letters)
        );
    }
}
