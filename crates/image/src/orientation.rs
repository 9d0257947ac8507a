//! Which way a picture is to be turned: the EXIF tag 0x0112, wherever the
//! format keeps EXIF. A tag that makes no sense means "upright".

use crate::{Format, geometry::Area, jpeg, webp};

/// A turn and a reflection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Orientation {
    /// Columns and rows change places, before the others.
    transposed: bool,
    mirrored: bool,
    flipped: bool,
}

impl Orientation {
    pub const UPRIGHT: Self = Self::of(false, false, false);

    const fn of(transposed: bool, mirrored: bool, flipped: bool) -> Self {
        Self {
            transposed,
            mirrored,
            flipped,
        }
    }

    pub fn find(format: Format, bytes: &[u8]) -> Self {
        let tag = Self::tag(format, bytes);
        tag.and_then(Self::of_tag).unwrap_or(Self::UPRIGHT)
    }

    /// As it stands in the file.
    pub fn tag(format: Format, bytes: &[u8]) -> Option<u16> {
        let exif = match format {
            Format::Jpeg => jpeg::exif(bytes),
            Format::Png => png_chunk(bytes, b"eXIf"),
            Format::WebP => webp_chunk(bytes, b"EXIF"),
            Format::Gif | Format::Bmp => None,
        };
        exif.and_then(Tiff::open)?.orientation()
    }

    fn of_tag(tag: u16) -> Option<Self> {
        Some(match tag {
            1 => Self::UPRIGHT,
            2 => Self::of(false, true, false),
            3 => Self::of(false, true, true),
            4 => Self::of(false, false, true),
            5 => Self::of(true, false, false),
            6 => Self::of(true, false, true),
            7 => Self::of(true, true, true),
            8 => Self::of(true, true, false),
            _ => return None,
        })
    }

    /// The size as seen, of a size as stored; and the other way round.
    pub fn seen(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.transposed {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// Where the pixel seen at `at` is stored.
    pub fn stored(self, at: (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
        let (x, y) = self.seen(at);
        let x = if self.mirrored { width - 1 - x } else { x };
        let y = if self.flipped { height - 1 - y } else { y };
        (x, y)
    }

    /// Where a part is stored that is told as seen.
    pub fn stored_area(self, seen: Area, stored: (u32, u32)) -> Area {
        let swapped = Area {
            left: seen.top,
            top: seen.left,
            width: seen.height,
            height: seen.width,
        };
        let mut area = if self.transposed { swapped } else { seen };
        if self.mirrored {
            area.left = f64::from(stored.0) - area.left - area.width;
        }
        if self.flipped {
            area.top = f64::from(stored.1) - area.top - area.height;
        }
        area
    }
}

pub(crate) fn png_chunk<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let mut rest = bytes.get(8..)?;
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        let (found, data) = after.split_first_chunk::<4>()?;
        if found == name {
            return data.get(..length);
        }
        rest = data.get(length.checked_add(4)?..)?;
    }
}

fn webp_chunk<'a>(bytes: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let chunk = webp::Chunks::of_file(bytes).find(|chunk| &chunk.name == name)?;
    // Some writers keep the mark that JPEG needs.
    Some(chunk.data.strip_prefix(b"Exif\0\0").unwrap_or(chunk.data))
}

/// EXIF is a small TIFF file.
struct Tiff<'a> {
    bytes: &'a [u8],
    little_endian: bool,
}

impl<'a> Tiff<'a> {
    const ORIENTATION: u16 = 0x0112;
    const ENTRY: usize = 12;

    fn open(bytes: &'a [u8]) -> Option<Self> {
        let little_endian = match bytes.get(..4)? {
            [b'I', b'I', 42, 0] => true,
            [b'M', b'M', 0, 42] => false,
            _ => return None,
        };
        Some(Self {
            bytes,
            little_endian,
        })
    }

    /// Of the first directory; those of thumbnails are not meant.
    fn orientation(&self) -> Option<u16> {
        let directory = self.long(4)? as usize;
        let entries = self.short(directory)?;
        for entry in 0..usize::from(entries) {
            let at = directory.checked_add(2 + entry * Self::ENTRY)?;
            if self.short(at)? == Self::ORIENTATION {
                return self.short(at + 8);
            }
        }
        None
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little_endian {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little_endian {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }
}
