//! Lossless WebP (VP8L, RFC 9649 §3).

mod bits;
mod codes;
mod distance;
mod image;
mod transform;

use self::{
    bits::Bits,
    codes::Reader,
    transform::{Tiled, Transform},
};
use super::broken;
use crate::{Fault, watch::Watch};

const CUT: &str = "its end is missing";

/// Width and height by the header.
pub(super) fn measure(data: &[u8]) -> Result<(u32, u32), String> {
    Header::read(data).map(|header| header.size)
}

struct Header<'a> {
    size: (u32, u32),
    /// Whether alpha means anything.
    alpha: bool,
    rest: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(data: &'a [u8]) -> Result<Self, String> {
        const MARK: u8 = 0x2F;
        let (head, rest) = data.split_first_chunk::<5>().ok_or(CUT)?;
        let [MARK, head @ ..] = *head else {
            return Err("its lossless picture does not begin like one".to_owned());
        };
        // Sides less one, of 14 bits; alpha; and a version.
        let head = u32::from_le_bytes(head);
        if head >> 29 != 0 {
            return Err("it is of a version that does not exist".to_owned());
        }
        let side = |bits: u32| (bits & 0x3FFF) + 1;
        Ok(Self {
            size: (side(head), side(head >> 14)),
            alpha: head >> 28 & 1 == 1,
            rest,
        })
    }
}

/// Its pixels as they are coded, and how they become those that are seen.
pub(super) struct Picture {
    width: usize,
    /// In the order in which they were done.
    transforms: Vec<Transform>,
    /// Whether alpha means anything.
    alpha: bool,
    coded: Vec<u32>,
    coded_width: usize,
}

impl Picture {
    /// The most that one holds, and reading it, for so many bytes of the file:
    /// pixels once, and three times one for 16 of them: what the transforms say and
    /// which codes are used.
    pub fn cost((width, height): (u32, u32), bytes: usize) -> u64 {
        let (width, height) = (u64::from(width), u64::from(height));
        let squares = width.div_ceil(4) * height.div_ceil(4);
        4 * (width * height + 3 * squares + 2 * width) + codes::most(bytes) + OWN
    }

    /// With the header that says its size.
    pub fn read(data: &[u8], watch: Watch<'_>) -> Result<Self, Fault> {
        let Header { size, alpha, rest } = Header::read(data).map_err(broken)?;
        let mut picture = Self::without_header(rest, size, watch)?;
        picture.alpha = alpha;
        Ok(picture)
    }

    pub fn without_header(data: &[u8], size: (u32, u32), watch: Watch<'_>) -> Result<Self, Fault> {
        let (width, height) = (size.0 as usize, size.1 as usize);
        let mut bits = Bits::new(data);
        let mut codes = Reader::new(codes::most(data.len()));
        let (mut coded_width, mut seen) = (width, [false; 4]);
        let mut transforms = Vec::new();
        while bits.flag() {
            let kind = bits.number(2) as usize;
            if std::mem::replace(&mut seen[kind], true) {
                return Err(broken("it has the same transform twice"));
            }
            transforms.push(match kind {
                0 | 1 => {
                    let square = 2 + bits.number(3);
                    let tiles = [coded_width, height].map(|side| image::tiles(side, square));
                    let tiles = (tiles[0], tiles[1]);
                    let tiles = image::read(&mut bits, tiles, false, &mut codes, watch)?;
                    let tiled = Tiled {
                        width: coded_width,
                        bits: square,
                        tiles,
                    };
                    if kind == 0 {
                        Transform::Predicted(tiled)
                    } else {
                        Transform::Coloured(tiled)
                    }
                }
                2 => Transform::Green,
                _ => {
                    let many = 1 + bits.number(8) as usize;
                    let colours = image::read(&mut bits, (many, 1), false, &mut codes, watch)?;
                    let indexed = Transform::indexed(coded_width, colours);
                    coded_width = indexed.1;
                    indexed.0
                }
            });
        }
        let coded = image::read(&mut bits, (coded_width, height), true, &mut codes, watch)?;
        if bits.overrun() {
            return Err(broken(CUT));
        }
        Ok(Self {
            width,
            transforms,
            alpha: true,
            coded,
            coded_width,
        })
    }

    /// The first rows, each as alpha, red, green and blue from the highest byte on.
    pub fn rows(
        &self,
        many: usize,
        watch: Watch<'_>,
        take: &mut dyn FnMut(&[u32]),
    ) -> Result<(), Fault> {
        let mut row = vec![0; self.width];
        let mut above = vec![0; self.width + 1];
        let coded = self.coded.chunks_exact(self.coded_width);
        for (y, coded) in coded.take(many).enumerate() {
            watch.check()?;
            row[..self.coded_width].copy_from_slice(coded);
            let mut width = self.coded_width;
            for transform in self.transforms.iter().rev() {
                width = transform.width().unwrap_or(width);
                transform.undo(y, &mut row[..width], &mut above);
            }
            if !self.alpha {
                row.iter_mut().for_each(|pixel| *pixel |= 0xFF00_0000);
            }
            take(&row);
        }
        Ok(())
    }
}

/// Numbers of groups, a cache, a list of colours, and what codes are read with.
const OWN: u64 = 384 * 1024;
