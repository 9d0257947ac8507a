//! What the headers of a bitmap say.

use super::{broken, not_supported};
use crate::Fault;

const FILE_HEADER: usize = 14;

pub(super) struct Header<'a> {
    pub width: u32,
    pub height: u32,
    /// The last row comes first.
    pub upwards: bool,
    pub bits: u16,
    pub kind: Kind,
    palette: &'a [u8],
    /// Bytes of a colour in the palette.
    each: usize,
    /// Where the pixels start.
    pub pixels: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Palette,
    /// Indices in runs, of 8 or of 4 bits.
    Runs {
        halves: bool,
    },
    /// Blue, green, red.
    Colours,
    Masks(Masks),
}

/// Which bits of a pixel are which colour: the lowest one's place, and the largest
/// number that fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Masks([(u32, u32); 4]);

impl Masks {
    /// Red, green, blue and, when there is one, alpha. Bits of a mask stand
    /// together.
    fn new(masks: [u32; 4]) -> Option<Self> {
        let sensible = |mask: u32| {
            let ones = mask >> mask.trailing_zeros().min(31);
            ones & ones.wrapping_add(1) == 0
        };
        let part = |mask: u32| {
            let place = mask.trailing_zeros().min(31);
            (place, mask >> place)
        };
        masks
            .into_iter()
            .all(sensible)
            .then(|| Self(masks.map(part)))
    }

    pub fn opaque(mut self) -> Self {
        self.0[3] = (0, 0);
        self
    }

    pub fn all_transparent(&self, data: &[u8], bits: u16) -> bool {
        let none = |pixel: u32| self.colour(pixel)[3] == 0;
        if self.0[3].1 == 0 {
            false
        } else if bits == 16 {
            let mut pixels = data.as_chunks().0.iter();
            pixels.all(|pixel| none(u16::from_le_bytes(*pixel).into()))
        } else {
            let mut pixels = data.as_chunks().0.iter();
            pixels.all(|pixel| none(u32::from_le_bytes(*pixel)))
        }
    }

    pub fn colour(&self, pixel: u32) -> [u8; 4] {
        let part = |at: usize, absent: u8| match self.0[at] {
            (_, 0) => absent,
            (place, most) => {
                let value = u64::from(pixel >> place & most);
                ((value * 255 + u64::from(most / 2)) / u64::from(most)) as u8
            }
        };
        [part(0, 0), part(1, 0), part(2, 0), part(3, 255)]
    }
}

impl<'a> Header<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        let cut_off = || broken("its header is cut off");
        let long = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes).ok_or_else(cut_off)
        };
        let pixels = long(10)? as usize;
        let length = long(FILE_HEADER)?;
        // OS/2's first: sides and bits of 16 bits, nothing else.
        if length == 12 {
            let (sides, bits) = (long(18)?, (long(22)? >> 16) as u16);
            let kind = match bits {
                1 | 4 | 8 => Kind::Palette,
                24 => Kind::Colours,
                bits => return Err(not_supported(&format!("{bits} bits a pixel"))),
            };
            return Ok(Self {
                width: sides & 0xFFFF,
                height: sides >> 16,
                upwards: true,
                bits,
                kind,
                palette: bytes.get(FILE_HEADER + 12..).unwrap_or(&[]),
                each: 3,
                pixels,
            });
        }
        // Windows' from 40 bytes on; OS/2's second has 64, and its own
        // compressions above 2.
        if !matches!(length, 40 | 52 | 56 | 64 | 108 | 124) {
            return Err(not_supported(&format!("a header of {length} bytes")));
        }
        let (width, height) = (long(18)?.cast_signed(), long(22)?.cast_signed());
        let bits = (long(26)? >> 16) as u16;
        let compression = long(30)?;
        let masks = |alpha: bool| {
            let alpha = if alpha { long(66)? } else { 0 };
            let masks = Masks::new([long(54)?, long(58)?, long(62)?, alpha]);
            masks.ok_or_else(|| broken("its masks make no sense"))
        };
        let kind = match (compression, bits) {
            (0, 1 | 4 | 8) => Kind::Palette,
            (0, 24) => Kind::Colours,
            (0, 16) => Self::masks([0x7C00, 0x03E0, 0x001F])?,
            // The fourth byte means nothing.
            (0, 32) => Self::masks([0xFF_0000, 0xFF00, 0xFF])?,
            (1, 8) if height > 0 => Kind::Runs { halves: false },
            (2, 4) if height > 0 => Kind::Runs { halves: true },
            (3, 16 | 32) if length != 64 => Kind::Masks(masks(length >= 56)?),
            (6, 16 | 32) if length != 64 => Kind::Masks(masks(true)?),
            (0, bits) => return Err(not_supported(&format!("{bits} bits a pixel"))),
            (other, bits) => {
                let what = match (other, length) {
                    (1, _) => "compression RLE8",
                    (2, _) => "compression RLE4",
                    (3, 64) => "compression Huffman 1D",
                    (4, 64) => "compression RLE24",
                    (4, _) => "a JPEG inside",
                    (5, _) => "a PNG inside",
                    _ => return Err(not_supported(&format!("compression {other}"))),
                };
                return Err(not_supported(&format!("{what} at {bits} bits a pixel")));
            }
        };
        let palette = bytes.get(FILE_HEADER + length as usize..).unwrap_or(&[]);
        let colours = match long(46)? as usize {
            0 => 256,
            colours => colours.min(256),
        };
        Ok(Self {
            width: u32::try_from(width).map_err(|_| broken("its width is negative"))?,
            height: height.unsigned_abs(),
            upwards: height > 0,
            bits,
            kind,
            palette: palette.get(..colours * 4).unwrap_or(palette),
            each: 4,
            pixels,
        })
    }

    fn masks([r, g, b]: [u32; 3]) -> Result<Kind, Fault> {
        let masks = Masks::new([r, g, b, 0]);
        masks
            .map(Kind::Masks)
            .ok_or_else(|| broken("its masks make no sense"))
    }

    /// Black, when the palette is too short.
    pub fn colour(&self, index: usize) -> [u8; 4] {
        let colour = self.palette.get(index * self.each..);
        match colour.and_then(<[u8]>::first_chunk) {
            Some([b, g, r]) => [*r, *g, *b, 255],
            None => [0, 0, 0, 255],
        }
    }
}
