//! A file without what it tells beside its picture: where, when and with what
//! it was taken, by whom, thumbnails, a film behind it. Nothing is decoded: the
//! pixels, the colour profile and the direction stay as they are.

use crate::{Format, orientation::Orientation, webp};

/// The file without its metadata. `None` when there is nothing to leave out:
/// GIF and BMP have no place for it that cameras use.
///
/// A broken file gives a file that is no better; nothing is checked.
#[must_use]
pub fn without_metadata(bytes: &[u8]) -> Option<Vec<u8>> {
    let format = Format::recognise(bytes)?;
    let direction = Orientation::tag(format, bytes).filter(|tag| (2..=8).contains(tag));
    let direction = direction.map(exif);
    let direction = direction.as_ref().map(<[u8; 26]>::as_slice);
    let clean = match format {
        Format::Jpeg => jpeg(bytes, direction),
        Format::Png => png(bytes, direction),
        Format::WebP => without_chunks(bytes, direction),
        Format::Gif | Format::Bmp => return None,
    };
    (clean != bytes).then_some(clean)
}

/// EXIF of nothing but a direction.
fn exif(tag: u16) -> [u8; 26] {
    let mut tiff = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0........";
    tiff[18..].fill(0);
    tiff[18..20].copy_from_slice(&tag.to_le_bytes());
    tiff
}

/// Segments up to the end of the picture; what follows it is left out, for
/// phones keep films and second pictures there.
fn jpeg(bytes: &[u8], mut direction: Option<&[u8]>) -> Vec<u8> {
    const SCAN: u8 = 0xDA;
    const END: u8 = 0xD9;
    let (mut clean, mut rest) = (bytes[..2].to_vec(), &bytes[2..]);
    while let Some(start) = memchr::memchr(0xFF, rest) {
        rest = &rest[start..];
        let (Some(&marker), Some(after)) = (rest.get(1), rest.get(2..)) else {
            break;
        };
        match marker {
            // Filling.
            0xFF => rest = &rest[1..],
            0x00 | 0x01 | 0xD0..=0xD8 => rest = after,
            END => {
                clean.extend_from_slice(&[0xFF, END]);
                break;
            }
            _ => {
                let Some(length) = after.first_chunk::<2>() else {
                    break;
                };
                let length = usize::from(u16::from_be_bytes(*length));
                let Some((segment, after)) = after.split_at_checked(length) else {
                    break;
                };
                if is_needed(marker, segment.get(2..).unwrap_or_default()) {
                    // JFIF wants to be the first.
                    if marker != 0xE0
                        && let Some(exif) = direction.take()
                    {
                        clean.extend_from_slice(b"\xFF\xE1\0\x22Exif\0\0");
                        clean.extend_from_slice(exif);
                    }
                    clean.extend_from_slice(&[0xFF, marker]);
                    clean.extend_from_slice(segment);
                }
                rest = after;
                if marker == SCAN {
                    let (scan, after) = rest.split_at(scan_length(rest));
                    clean.extend_from_slice(scan);
                    rest = after;
                }
            }
        }
    }
    clean
}

/// Of the segments for applications, those that say how colours are meant.
fn is_needed(marker: u8, data: &[u8]) -> bool {
    match marker {
        0xE0 => data.starts_with(b"JFIF\0"),
        0xE2 => data.starts_with(b"ICC_PROFILE\0"),
        0xEE => data.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// Up to the next marker that is neither a stuffed byte nor a restart.
fn scan_length(bytes: &[u8]) -> usize {
    memchr::memchr_iter(0xFF, bytes)
        .find(|&at| !matches!(bytes.get(at + 1), Some(0x00 | 0xD0..=0xD7 | 0xFF)))
        .unwrap_or(bytes.len())
}

fn png(bytes: &[u8], mut direction: Option<&[u8]>) -> Vec<u8> {
    let (mut clean, mut rest) = (bytes[..8].to_vec(), &bytes[8..]);
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, name @ ..] = *head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        // With its checksum; the last chunk of a broken file may be shorter.
        let whole = length.saturating_add(12).min(rest.len());
        if &name == b"IDAT"
            && let Some(exif) = direction.take()
        {
            let mut sum = crc32fast::Hasher::new();
            sum.update(b"eXIf");
            sum.update(exif);
            clean.extend_from_slice(b"\0\0\0\x1AeXIf");
            clean.extend_from_slice(exif);
            clean.extend_from_slice(&sum.finalize().to_be_bytes());
        }
        if is_drawn(&name) {
            clean.extend_from_slice(&rest[..whole]);
        }
        if &name == b"IEND" || after.is_empty() {
            break;
        }
        rest = &rest[whole..];
    }
    clean
}

/// Critical chunks, and those that say how pixels are meant.
fn is_drawn(name: &[u8; 4]) -> bool {
    let critical = name[0].is_ascii_uppercase();
    critical
        || matches!(
            name,
            b"tRNS"
                | b"cHRM"
                | b"gAMA"
                | b"iCCP"
                | b"sBIT"
                | b"sRGB"
                | b"cICP"
                | b"bKGD"
                | b"pHYs"
                | b"acTL"
                | b"fcTL"
                | b"fdAT"
        )
}

fn without_chunks(bytes: &[u8], direction: Option<&[u8]>) -> Vec<u8> {
    const HAS_EXIF: u8 = 0x08;
    const HAS_XMP: u8 = 0x04;
    // A file that was cut must not look whole afterwards.
    let declared = webp::declared(bytes).unwrap_or(0);
    let missing = declared.saturating_sub(bytes.len());
    let mut clean = bytes[..12].to_vec();
    for chunk in webp::Chunks::of_file(bytes) {
        let at = clean.len();
        match &chunk.name {
            b"VP8X" => {
                clean.extend_from_slice(chunk.stored);
                if let Some(flags) = clean.get_mut(at + 8) {
                    *flags &= !(HAS_EXIF | HAS_XMP);
                    *flags |= direction.map_or(0, |_| HAS_EXIF);
                }
            }
            b"ICCP" | b"ANIM" | b"ANMF" | b"ALPH" | b"VP8 " | b"VP8L" => {
                clean.extend_from_slice(chunk.stored);
            }
            _ => {}
        }
    }
    if let Some(exif) = direction {
        clean.extend_from_slice(b"EXIF\x1A\0\0\0");
        clean.extend_from_slice(exif);
    }
    let length = u32::try_from(clean.len() - 8 + missing).unwrap_or(u32::MAX);
    clean[4..8].copy_from_slice(&length.to_le_bytes());
    clean
}
