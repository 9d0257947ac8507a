//! What was done to the pixels before they were coded, undone row by row
//! (RFC 9649 §3.5).

use super::image::tiles;

pub(super) enum Transform {
    /// Each pixel is what it differs from one that its neighbours tell.
    Predicted(Tiled),
    /// Red and blue are less a part of green, and of red.
    Coloured(Tiled),
    /// Red and blue are less green.
    Green,
    /// Places in a list of colours: several in each pixel when they are few.
    Indexed {
        width: usize,
        /// Of the pixels that share one, by the power of two.
        bits: u32,
        colours: Vec<u32>,
    },
}

/// What is done differs from square to square.
pub(super) struct Tiled {
    pub width: usize,
    pub bits: u32,
    pub tiles: Vec<u32>,
}

impl Tiled {
    /// Each square's first and last columns, and what it says, for a row.
    fn row(&self, y: usize) -> impl Iterator<Item = (usize, usize, u32)> {
        let across = tiles(self.width, self.bits);
        let from = (y >> self.bits) * across;
        let row = &self.tiles[from..from + across];
        row.iter().enumerate().map(move |(at, tile)| {
            let left = at << self.bits;
            (left, (left + (1 << self.bits)).min(self.width), *tile)
        })
    }
}

impl Transform {
    /// And how wide a row is before it is undone. Each colour is what it differs
    /// from the one before.
    pub fn indexed(width: usize, mut colours: Vec<u32>) -> (Self, usize) {
        let bits = match colours.len() {
            0..=2 => 3,
            3..=4 => 2,
            5..=16 => 1,
            _ => 0,
        };
        for at in 1..colours.len() {
            colours[at] = add(colours[at], colours[at - 1]);
        }
        let indexed = Self::Indexed {
            width,
            bits,
            colours,
        };
        (indexed, tiles(width, bits))
    }

    /// So wide is a row afterwards.
    pub fn width(&self) -> Option<usize> {
        match self {
            Self::Predicted(it) | Self::Coloured(it) => Some(it.width),
            Self::Green => None,
            Self::Indexed { width, .. } => Some(*width),
        }
    }

    /// `above` is the row above as this transform made it, and one pixel more.
    pub fn undo(&self, y: usize, row: &mut [u32], above: &mut [u32]) {
        match self {
            Self::Predicted(it) => {
                predict(it, y, row, above);
                above[..it.width].copy_from_slice(&row[..it.width]);
            }
            Self::Coloured(it) => {
                for (from, to, factors) in it.row(y) {
                    colour(&mut row[from..to], factors);
                }
            }
            Self::Green => {
                for pixel in row {
                    let green = *pixel >> 8 & 0xFF;
                    *pixel = add(*pixel, green << 16 | green);
                }
            }
            Self::Indexed {
                width,
                bits,
                colours,
            } => {
                let each = 8 >> bits;
                let (mask, among) = ((1 << each) - 1, (1 << bits) - 1);
                // From the right: a pixel is read before anything stands there.
                for x in (0..*width).rev() {
                    let shared = row[x >> bits] >> 8 & 0xFF;
                    let index = shared >> (each * (x as u32 & among)) & mask;
                    row[x] = colours.get(index as usize).copied().unwrap_or(0);
                }
            }
        }
    }
}

/// Channel by channel, each by itself.
#[inline(always)]
fn add(a: u32, b: u32) -> u32 {
    const EVEN: u32 = 0x00FF_00FF;
    let even = (a & EVEN).wrapping_add(b & EVEN) & EVEN;
    let odd = (a & !EVEN).wrapping_add(b & !EVEN) & !EVEN;
    even | odd
}

/// Half of the sum, rounded down.
#[inline(always)]
fn mean(a: u32, b: u32) -> u32 {
    (((a ^ b) & 0xFEFE_FEFE) >> 1) + (a & b)
}

fn colour(row: &mut [u32], factors: u32) {
    let signed = |byte: u32| i32::from(byte as u8 as i8);
    let green_to_red = signed(factors);
    let green_to_blue = signed(factors >> 8);
    let red_to_blue = signed(factors >> 16);
    for pixel in row {
        let green = signed(*pixel >> 8);
        let red = (*pixel >> 16).wrapping_add(((green_to_red * green) >> 5) as u32) & 0xFF;
        let more = ((green_to_blue * green) >> 5) + ((red_to_blue * signed(red)) >> 5);
        let blue = pixel.wrapping_add(more as u32) & 0xFF;
        *pixel = *pixel & 0xFF00_FF00 | red << 16 | blue;
    }
}

/// Opaque, black.
const BLACK: u32 = 0xFF00_0000;

fn predict(it: &Tiled, y: usize, row: &mut [u32], above: &mut [u32]) {
    let width = it.width;
    if y == 0 {
        row[0] = add(row[0], BLACK);
        run(row, above, 1, width, |left, _, _, _| left);
        return;
    }
    row[0] = add(row[0], above[0]);
    // Right of the row above stands the first pixel of this one.
    above[width] = row[0];
    for (from, to, mode) in it.row(y) {
        let from = from.max(1);
        match mode >> 8 & 15 {
            1 => run(row, above, from, to, |left, _, _, _| left),
            2 => run(row, above, from, to, |_, _, top, _| top),
            3 => run(row, above, from, to, |_, _, _, right| right),
            4 => run(row, above, from, to, |_, corner, _, _| corner),
            5 => run(row, above, from, to, |left, _, top, right| {
                mean(mean(left, right), top)
            }),
            6 => run(row, above, from, to, |left, corner, _, _| {
                mean(left, corner)
            }),
            7 => run(row, above, from, to, |left, _, top, _| mean(left, top)),
            8 => run(row, above, from, to, |_, corner, top, _| mean(corner, top)),
            9 => run(row, above, from, to, |_, _, top, right| mean(top, right)),
            10 => run(row, above, from, to, |left, corner, top, right| {
                mean(mean(left, corner), mean(top, right))
            }),
            11 => spread_run(row, above, from, to, nearer),
            12 => spread_run(row, above, from, to, |left, corner, top| {
                clamped(left + top + EACH * 256 - corner)
            }),
            13 => spread_run(row, above, from, to, half_gradient),
            // The last two do not exist; libwebp takes them for the first.
            _ => run(row, above, from, to, |_, _, _, _| BLACK),
        }
    }
}

/// Left, above to the left, above, and above to the right.
#[inline(always)]
fn run(
    row: &mut [u32],
    above: &[u32],
    from: usize,
    to: usize,
    told: impl Fn(u32, u32, u32, u32) -> u32,
) {
    let (mut left, mut corner) = (row[from - 1], above[from - 1]);
    let above = above[from..=to].windows(2);
    for (pixel, above) in row[from..to].iter_mut().zip(above) {
        left = add(*pixel, told(left, corner, above[0], above[1]));
        corner = above[0];
        *pixel = left;
    }
}

/// Each channel has 16 bits, so that there is room to calculate in all at once.
type Spread = u64;

/// One in each.
const EACH: Spread = 0x0001_0001_0001_0001;

#[inline(always)]
fn spread(pixel: u32) -> Spread {
    let pixel = u64::from(pixel);
    let pixel = (pixel | pixel << 16) & 0x0000_FFFF_0000_FFFF;
    (pixel | pixel << 8) & (EACH * 255)
}

#[inline(always)]
fn packed(pixel: Spread) -> u32 {
    let pixel = (pixel | pixel >> 8) & 0x0000_FFFF_0000_FFFF;
    (pixel | pixel >> 16) as u32
}

/// As [`run`], where a pixel waits for all of the one before.
#[inline(always)]
fn spread_run(
    row: &mut [u32],
    above: &[u32],
    from: usize,
    to: usize,
    told: impl Fn(Spread, Spread, Spread) -> Spread,
) {
    let (mut left, mut corner) = (spread(row[from - 1]), spread(above[from - 1]));
    for (pixel, above) in row[from..to].iter_mut().zip(&above[from..to]) {
        let top = spread(*above);
        left = (told(left, corner, top) + spread(*pixel)) & (EACH * 255);
        corner = top;
        *pixel = packed(left);
    }
}

/// That of the left and the one above which is nearer to left + above − corner.
#[inline(always)]
fn nearer(left: Spread, corner: Spread, top: Spread) -> Spread {
    let far = |pixel: Spread| {
        let more = pixel + EACH * 256 - corner;
        // One in each channel that is less than the corner's.
        let less = !more >> 8 & EACH;
        // There the lower bits are 256 less the difference.
        let difference = ((more & (EACH * 255)) ^ (less * 255)) + less;
        difference.wrapping_mul(EACH) >> 48
    };
    if far(left) <= far(top) { top } else { left }
}

/// The mean of left and above, and again half of what that is off the corner,
/// rounded towards zero.
#[inline(always)]
fn half_gradient(left: Spread, corner: Spread, top: Spread) -> Spread {
    let mean = (left + top) >> 1 & (EACH * 255);
    let off = mean + EACH * 256 - corner;
    let less = !off >> 8 & EACH;
    let half = (off + less) >> 1 & (EACH * 255);
    clamped(mean + half + EACH * 128)
}

/// Of channels with 256 too many, those from 0 to 255, and 0 or 255 for others.
#[inline(always)]
fn clamped(channels: Spread) -> Spread {
    let inside = channels >> 8 & EACH;
    let beyond = channels >> 9 & EACH;
    (channels & (inside * 255)) | (beyond * 255)
}
