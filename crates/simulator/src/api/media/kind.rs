//! What a file is, by its first bytes: names and declared types do not count.

/// The media type of a JPG or PNG.
pub(crate) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some("image/jpeg");
    }
    bytes
        .starts_with(b"\x89PNG\r\n\x1a\n")
        .then_some("image/png")
}

/// Width and height of a JPG or PNG, when its headers tell them.
pub(super) fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((number(16)?, number(20)?));
    }
    // A JPG is a row of segments; the one that begins a frame has the size.
    let mut at = 2;
    while *bytes.get(at)? == 0xff {
        let marker = *bytes.get(at + 1)?;
        let number = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return Some((u32::from(number(at + 7)?), u32::from(number(at + 5)?)));
        }
        at += 2 + usize::from(number(at + 2)?);
    }
    None
}

pub(super) fn is_amr(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!AMR")
}

/// Seconds of narrow-band AMR: frames of 20 ms, whose length their first byte tells.
pub(super) fn amr_seconds(bytes: &[u8]) -> usize {
    const LENGTHS: [usize; 16] = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];
    let Some(mut rest) = bytes.strip_prefix(b"#!AMR\n") else {
        return 0;
    };
    let mut frames = 0;
    while let Some(first) = rest.first() {
        let length = LENGTHS[usize::from(first >> 3 & 0x0f)];
        rest = rest.get(length..).unwrap_or_default();
        frames += 1;
    }
    frames / 50
}

pub(super) fn is_mp4(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
}

/// Seconds of an MP4, from its movie header.
pub(super) fn mp4_seconds(bytes: &[u8]) -> Option<u64> {
    let movie = boxed(bytes, b"moov")?;
    let header = boxed(movie, b"mvhd")?;
    let number = |at: usize| {
        Some(u64::from(u32::from_be_bytes(
            header.get(at..at + 4)?.try_into().ok()?,
        )))
    };
    let (scale, length) = match header.first()? {
        0 => (number(12)?, number(16)?),
        _ => (number(20)?, number(24)? << 32 | number(28)?),
    };
    length.checked_div(scale)
}

/// The content of the first box of this type.
fn boxed<'a>(mut bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    loop {
        let size = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
        let size = usize::try_from(size).ok()?;
        let (head, length) = match size {
            // To the end; and a 64-bit length.
            0 => (8, bytes.len()),
            1 => {
                let long = u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?);
                (16, usize::try_from(long).ok()?)
            }
            _ => (8, size),
        };
        if length < head {
            return None;
        }
        if bytes.get(4..8)? == kind {
            return bytes.get(head..length.min(bytes.len()));
        }
        bytes = bytes.get(length..)?;
    }
}
