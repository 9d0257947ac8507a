//! What a file is, by its first bytes.

use std::fmt;

use crate::Fault;

/// A picture format that can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    Jpeg,
    Png,
    Gif,
    WebP,
    Bmp,
}

impl Format {
    /// The format whose mark the bytes begin with.
    #[must_use]
    pub fn recognise(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::WebP),
            // Two letters are too little to tell a picture from a text, so the
            // length of the header that follows must be one of the known too.
            [b'B', b'M', rest @ ..] => match rest.get(12..16) {
                Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]) => Some(Self::Bmp),
                _ => None,
            },
            _ => None,
        }
    }

    /// As [`recognise`](Self::recognise), with the reason when there is none.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, Fault> {
        Self::recognise(bytes).ok_or_else(|| match named_only(bytes) {
            Some(format) => Fault::NotAccepted { format },
            None => Fault::NotRecognised,
        })
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Bmp => "bmp",
        }
    }

    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Bmp => "image/bmp",
        }
    }

    /// Without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png | Self::Gif | Self::WebP | Self::Bmp => self.as_str(),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Formats that are known only by name, so that the refusal can say it: what
/// iPhones take by themselves, and AVIF. Both are kept in the same boxes, and
/// the first brand may be one that fits either (ISO/IEC 23008-12).
fn named_only(bytes: &[u8]) -> Option<&'static str> {
    /// The brands of any real file fit many times.
    const MOST: usize = 256;
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let rest = rest.strip_prefix(b"ftyp")?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let end = length.checked_sub(8)?.min(rest.len()).min(MOST);
    // The brand, its version, and the brands it may also be read as.
    let (brands, _) = rest[..end].as_chunks::<4>();
    let has = |wanted: &[&[u8; 4]]| brands.iter().any(|brand| wanted.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Some("AVIF")
    } else if has(&[
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs",
    ]) {
        Some("HEIC")
    } else if has(&[b"mif1", b"msf1"]) {
        Some("HEIF")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_known_by_name_only_are_named() {
        for (file, name) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic...."[..], Some("HEIC")),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf...", Some("AVIF")),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic....", Some("HEIC")),
            (b"\0\0\0\x14ftypmif1\0\0\0\0mif1heic....", Some("HEIF")),
            (b"\0\0\0\x18ftypavif\0", Some("AVIF")),
            (b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", None),
            (b"\0\0\0\x04ftypheic\0\0\0\0mif1heic", None),
            (b"\0\0\0\x18ftyp", None),
        ] {
            let fault = Format::of(file);
            match name {
                Some(format) => assert_eq!(fault, Err(Fault::NotAccepted { format })),
                None => assert_eq!(fault, Err(Fault::NotRecognised), "{file:?}"),
            }
        }
    }
}
