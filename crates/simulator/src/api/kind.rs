//! What a file is, by its first bytes.

/// The media type of a JPG or PNG; names and declared types do not count.
pub(crate) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some("image/jpeg");
    }
    bytes
        .starts_with(b"\x89PNG\r\n\x1a\n")
        .then_some("image/png")
}

pub(super) fn is_amr(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!AMR")
}

pub(super) fn is_mp4(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
}
