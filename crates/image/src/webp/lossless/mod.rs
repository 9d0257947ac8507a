//! Lossless WebP (VP8L, RFC 9649 §3).

mod bits;
mod codes;
mod distance;
mod image;
mod transform;

use self::{
    bits::Bits,
    codes::Reader,
    image::Stored,
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

/// Its pixels as they are coded, and how they become those that are seen, row by
/// row: alpha, red, green and blue from the highest byte on.
pub(super) struct Picture {
    /// In the order in which they were done.
    transforms: Vec<Transform>,
    /// Whether alpha means anything.
    alpha: bool,
    coded: Coded,
    coded_width: usize,
    /// Rows that were taken, the last of them, and as the transform that needs it
    /// made it, with one pixel more.
    taken: usize,
    row: Vec<u32>,
    above: Vec<u32>,
}

enum Coded {
    Pixels(Vec<u32>),
    Greens(Vec<u8>),
}

impl Picture {
    /// The most that one holds, and reading it, for so many bytes of the file:
    /// pixels once, and three times one for 16 of them: what the transforms say and
    /// which codes are used.
    pub fn cost((width, height): (u32, u32), bytes: usize) -> u64 {
        let pixels = u64::from(width) * u64::from(height);
        pixels * 4 + 2 * squares(width, height) + beside(width, height, bytes)
    }

    /// The same for [`greens`](Self::greens).
    pub fn cost_of_greens((width, height): (u32, u32), data: &[u8]) -> u64 {
        match width_of_greens(data, width as usize) {
            Some(coded) => coded as u64 * u64::from(height) + beside(width, height, data.len()),
            None => Self::cost((width, height), data.len()),
        }
    }

    /// With the header that says its size.
    pub fn read(data: &[u8], watch: Watch<'_>) -> Result<Self, Fault> {
        let Header { size, alpha, rest } = Header::read(data).map_err(broken)?;
        Ok(Self {
            alpha,
            ..Self::without_header(rest, size, false, watch)?
        })
    }

    /// One of which only green is looked at, without a header.
    pub fn greens(data: &[u8], size: (u32, u32), watch: Watch<'_>) -> Result<Self, Fault> {
        let greens = width_of_greens(data, size.0 as usize).is_some();
        Self::without_header(data, size, greens, watch)
    }

    fn without_header(
        data: &[u8],
        (width, height): (u32, u32),
        greens: bool,
        watch: Watch<'_>,
    ) -> Result<Self, Fault> {
        let (width, height) = (width as usize, height as usize);
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
                    let [across, down] =
                        [coded_width, height].map(|side| image::tiles(side, square));
                    let tiled = Tiled {
                        width: coded_width,
                        bits: square,
                        tiles: image::plain(&mut bits, (across, down), &mut codes, watch)?,
                    };
                    if kind == 0 {
                        Transform::Predicted(tiled)
                    } else {
                        Transform::Coloured(tiled)
                    }
                }
                2 => Transform::Green,
                _ => {
                    let colours = colours(&mut bits, &mut codes, watch)?;
                    let (indexed, shared) = Transform::indexed(coded_width, colours);
                    coded_width = shared;
                    indexed
                }
            });
        }
        let size = (coded_width, height);
        let coded = if greens {
            Coded::Greens(image::in_parts(&mut bits, size, &mut codes, watch)?)
        } else {
            Coded::Pixels(image::in_parts(&mut bits, size, &mut codes, watch)?)
        };
        if bits.overrun() {
            return Err(broken(CUT));
        }
        Ok(Self {
            transforms,
            alpha: true,
            coded,
            coded_width,
            taken: 0,
            row: vec![0; width],
            above: vec![0; width + 1],
        })
    }

    /// The next row; none behind the last one.
    pub fn row(&mut self) -> Option<&[u32]> {
        let from = self.taken * self.coded_width;
        let coded = from..from + self.coded_width;
        let row = &mut self.row[..self.coded_width];
        match &self.coded {
            Coded::Pixels(pixels) => row.copy_from_slice(pixels.get(coded)?),
            Coded::Greens(greens) => {
                for (pixel, green) in row.iter_mut().zip(greens.get(coded)?) {
                    *pixel = green.pixel();
                }
            }
        }
        let mut width = self.coded_width;
        for transform in self.transforms.iter().rev() {
            width = transform.width().unwrap_or(width);
            transform.undo(self.taken, &mut self.row[..width], &mut self.above);
        }
        if !self.alpha {
            self.row.iter_mut().for_each(|pixel| *pixel |= 0xFF00_0000);
        }
        self.taken += 1;
        Some(&self.row)
    }
}

/// The list of an indexed picture.
fn colours(bits: &mut Bits<'_>, codes: &mut Reader, watch: Watch<'_>) -> Result<Vec<u32>, Fault> {
    let many = 1 + bits.number(8) as usize;
    image::plain(bits, (many, 1), codes, watch)
}

/// How wide a picture is coded whose greens depend on nothing but greens, as those
/// of most alphas do: there is no cache, and nothing is predicted.
fn width_of_greens(data: &[u8], width: usize) -> Option<usize> {
    let mut bits = Bits::new(data);
    let mut codes = Reader::new(codes::most(data.len()));
    let (mut coded_width, mut seen) = (width, [false; 4]);
    while bits.flag() {
        let kind = bits.number(2) as usize;
        if std::mem::replace(&mut seen[kind], true) {
            return None;
        }
        match kind {
            2 => {}
            3 => {
                let colours = colours(&mut bits, &mut codes, Watch::new(&|| false)).ok()?;
                coded_width = Transform::indexed(width, colours).1;
            }
            // The colours of pixels do not matter either, but what is done to them
            // is not told as shortly.
            _ => return None,
        }
    }
    (!bits.flag()).then_some(coded_width)
}

/// What squares of 4×4 pixels take, the smallest there are.
fn squares(width: u32, height: u32) -> u64 {
    u64::from(width.div_ceil(4)) * u64::from(height.div_ceil(4)) * 4
}

/// Which codes are used where, the codes, two rows, and numbers of groups, a cache,
/// a list of colours and what codes are read with.
fn beside(width: u32, height: u32, bytes: usize) -> u64 {
    const OWN: u64 = 384 * 1024;
    squares(width, height) + codes::most(bytes) + u64::from(width) * 8 + OWN
}
