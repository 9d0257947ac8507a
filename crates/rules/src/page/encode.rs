//! Percent-encoding, only of what would be misread.

use std::borrow::Cow;

/// How much of a page a channel wants percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encode {
    /// Everything that may not stand in a URL: iOS clients fail on it (client-api.md §4.2).
    Url,
    /// Only a second `?` and `#`, at which a query would be cut.
    Marks,
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

pub fn path(path: &str, encode: Encode, out: &mut String) {
    match encode {
        Encode::Url => write(path, out, |byte| !URL[usize::from(byte)]),
        Encode::Marks => out.push_str(path),
    }
}

/// What is encoded already stays as it is, so that encoding twice changes nothing.
pub fn query(query: &str, encode: Encode, out: &mut String) {
    match encode {
        Encode::Url => write(query, out, |byte| {
            matches!(byte, b'?' | b'#') || !URL[usize::from(byte)]
        }),
        Encode::Marks => write(query, out, |byte| matches!(byte, b'?' | b'#')),
    }
}

/// The text with valid percent escapes of UTF-8 replaced by what they stand for.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match escape(bytes, at) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    match String::from_utf8(decoded) {
        Ok(decoded) => Cow::Owned(decoded),
        Err(_) => Cow::Borrowed(text),
    }
}

fn write(text: &str, out: &mut String, must_encode: impl Fn(u8) -> bool) {
    let bytes = text.as_bytes();
    let first = bytes
        .iter()
        .position(|&byte| byte == b'%' || must_encode(byte));
    let mut copied = 0;
    for (at, &byte) in bytes.iter().enumerate().skip(first.unwrap_or(bytes.len())) {
        let stray = byte == b'%' && must_encode(0xFF) && escape(bytes, at).is_none();
        if stray || (byte != b'%' && must_encode(byte)) {
            // All bytes of a character are encoded or none, so what is copied begins and ends between characters.
            if copied < at {
                out.push_str(&text[copied..at]);
            }
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
            copied = at + 1;
        }
    }
    out.push_str(&text[copied..]);
}

/// The byte that a percent escape at `at` stands for.
fn escape(bytes: &[u8], at: usize) -> Option<u8> {
    if bytes.get(at) != Some(&b'%') {
        return None;
    }
    let digit = |index| char::from(*bytes.get(index)?).to_digit(16);
    u8::try_from(digit(at + 1)? * 16 + digit(at + 2)?).ok()
}

static URL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_url_byte(byte as u8);
        byte += 1;
    }
    table
};

/// What `encodeURI` of JavaScript leaves alone, and `%`.
const fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b';' | b','
                | b'/'
                | b'?'
                | b':'
                | b'@'
                | b'&'
                | b'='
                | b'+'
                | b'$'
                | b'-'
                | b'_'
                | b'.'
                | b'!'
                | b'~'
                | b'*'
                | b'\''
                | b'('
                | b')'
                | b'#'
                | b'%'
        )
}
