//! The cryptography of callbacks, sender's side (server-api.md §9.5). Written for the stand-in alone: shared with a
//! receiver, one mistake would agree with itself.

use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeEncrypt as _, KeyIvInit as _};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

/// Messages are filled up to a multiple of this, which is twice the cipher's own block.
const BLOCK: usize = 32;

/// `base64(AES-256-CBC(random ‖ length ‖ message ‖ receive id ‖ padding))`.
pub(super) fn encrypt(key: &[u8; 32], random: [u8; 16], message: &str, receive_id: &str) -> String {
    let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
    let mut text = Vec::with_capacity(16 + 4 + message.len() + receive_id.len() + BLOCK);
    text.extend_from_slice(&random);
    text.extend_from_slice(&length.to_be_bytes());
    text.extend_from_slice(message.as_bytes());
    text.extend_from_slice(receive_id.as_bytes());
    let padding = BLOCK - text.len() % BLOCK;
    text.resize(text.len() + padding, u8::try_from(padding).unwrap_or(0));
    let mut iv = [0; 16];
    iv.copy_from_slice(&key[..16]);
    let whole = text.len();
    let cipher = cbc::Encryptor::<aes::Aes256>::new(key.into(), &iv.into());
    if cipher
        .encrypt_padded::<NoPadding>(&mut text, whole)
        .is_err()
    {
        unreachable!("padded to whole blocks above");
    }
    STANDARD.encode(text)
}

/// `msg_signature`: SHA-1 over the four texts in byte order.
pub(super) fn signature(token: &str, timestamp: &str, nonce: &str, encrypted: &str) -> String {
    let mut parts = [token, timestamp, nonce, encrypted];
    parts.sort_unstable();
    let mut hash = Sha1::new();
    for part in parts {
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::callback_key;

    /// The vectors of server-api.md §9.5: those with a known random part are encrypted, the signatures of all are made.
    #[test]
    fn every_vector_is_signed_and_encrypted_as_documented() {
        let file: serde_json::Value = serde_json::from_str(include_str!(
            "../../../wecom-api/fixtures/callback_vectors.json"
        ))
        .unwrap();
        let vectors = file["vectors"].as_array().unwrap();
        let mut encrypted = 0;
        for vector in vectors {
            let text = |name: &str| vector[name].as_str();
            let id = text("id").unwrap();
            let body = text("encrypted").unwrap();
            let signed = signature(
                text("token").unwrap(),
                text("timestamp").unwrap(),
                text("nonce").unwrap(),
                body,
            );
            assert_eq!(signed, text("msg_signature").unwrap(), "{id}");
            let key = callback_key(text("encoding_aes_key").unwrap()).unwrap();
            if let (Some(random), Some(message)) = (text("random"), text("text"))
                && let Ok(random) = random.as_bytes().try_into()
            {
                let sent = encrypt(&key, random, message, text("receive_id").unwrap());
                assert_eq!(sent, body, "{id}");
                encrypted += 1;
            }
        }
        assert!(encrypted >= 5, "{encrypted}");
    }

    #[test]
    fn a_key_has_43_letters_or_digits() {
        let key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
        assert!(callback_key(key).is_some());
        assert!(callback_key(&key[1..]).is_none());
        assert!(callback_key(&key.replace('j', "+")).is_none());
    }
}
