//! AES-256-CBC as WeCom uses it (server-api.md §9.5):
//! 16 random bytes, the length in 4, the text, the receiver, padded to 32.

use std::ops::Range;

use aes::{
    Aes256,
    cipher::{
        BlockModeDecrypt as _, BlockModeEncrypt as _, InnerIvInit as _, KeyIvInit as _,
        block_padding::NoPadding,
    },
};
use base64_simd::STANDARD;
use subtle::ConstantTimeEq as _;

use super::{Fault, key::Key};

const RANDOM: usize = 16;
const HEAD: usize = RANDOM + 4;
/// Twice the cipher's block, so no library's padding fits.
const PAD_TO: usize = 32;

pub(super) fn open(key: &Key, encrypted: &[u8], receive_id: &str) -> Result<String, Fault> {
    let mut buffer = STANDARD
        .decode_to_vec(encrypted)
        .map_err(|_| Fault::Base64)?;
    if buffer.is_empty() || !buffer.len().is_multiple_of(PAD_TO) {
        return Err(Fault::Decrypt("not whole blocks of 32 bytes"));
    }
    cbc::Decryptor::inner_iv_init(key.decryption(), &key.iv().into())
        .decrypt_padded::<NoPadding>(&mut buffer)
        .map_err(|_| Fault::Decrypt("not whole blocks"))?;
    let Range { start, end } = text_in(&buffer, receive_id)?;
    // The text stays where it was decrypted.
    buffer.truncate(end);
    buffer.drain(..start);
    String::from_utf8(buffer).map_err(|_| Fault::Message("not UTF-8"))
}

/// Where the text stands in what was decrypted, if that is for us.
fn text_in(buffer: &[u8], receive_id: &str) -> Result<Range<usize>, Fault> {
    let plain = unpadded(buffer).ok_or(Fault::Decrypt("wrong padding"))?;
    let (head, rest) = plain
        .split_at_checked(HEAD)
        .ok_or(Fault::Decrypt("shorter than its head"))?;
    let length = head[RANDOM..].try_into().map(u32::from_be_bytes);
    let (text, receiver) = length
        .ok()
        .and_then(|length| usize::try_from(length).ok())
        .and_then(|length| rest.split_at_checked(length))
        .ok_or(Fault::Decrypt("shorter than it says"))?;
    if !bool::from(receiver.ct_eq(receive_id.as_bytes())) {
        return Err(Fault::Receiver);
    }
    Ok(HEAD..HEAD + text.len())
}

pub(super) fn seal(key: &Key, random: [u8; RANDOM], text: &str, receive_id: &str) -> String {
    let length = u32::try_from(text.len()).expect("a reply is far below 4 GB");
    let mut buffer = Vec::with_capacity(HEAD + text.len() + receive_id.len() + PAD_TO);
    buffer.extend_from_slice(&random);
    buffer.extend_from_slice(&length.to_be_bytes());
    buffer.extend_from_slice(text.as_bytes());
    buffer.extend_from_slice(receive_id.as_bytes());
    // A full block if nothing is missing: the last byte always is padding.
    let pad = PAD_TO - buffer.len() % PAD_TO;
    buffer.resize(
        buffer.len() + pad,
        u8::try_from(pad).expect("pad is at most 32"),
    );
    let length = buffer.len();
    cbc::Encryptor::<Aes256>::new(key.bytes().into(), &key.iv().into())
        .encrypt_padded::<NoPadding>(&mut buffer, length)
        .expect("padded to whole blocks");
    STANDARD.encode_to_string(buffer)
}

fn unpadded(buffer: &[u8]) -> Option<&[u8]> {
    let pad = usize::from(*buffer.last()?);
    let (plain, padding) = buffer.split_at_checked(buffer.len().checked_sub(pad)?)?;
    let good = (1..=PAD_TO).contains(&pad) && padding.iter().all(|byte| usize::from(*byte) == pad);
    good.then_some(plain)
}
