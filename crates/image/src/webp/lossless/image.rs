//! Pixels as they are coded: literally, as copies of earlier ones, or by their
//! place in a cache (RFC 9649 §3.6).

use super::{
    CUT,
    bits::Bits,
    codes::{ALPHA, BLUE, DISTANCE, GREEN, Group, LENGTHS, LITERALS, RED, Reader},
    distance,
};
use crate::{Fault, watch::Watch, webp::broken};

pub(super) const MOST_CACHE_BITS: u32 = 11;

/// How pixels are coded: in which part of the picture by which codes.
struct Coding {
    cache_bits: u32,
    groups: Vec<Group>,
    tiles: Option<Tiles>,
}

/// Squares of a power of two of pixels.
struct Tiles {
    bits: u32,
    across: usize,
    /// A group for each.
    groups: Vec<u32>,
}

/// How many squares it takes for so many pixels.
pub(super) fn tiles(pixels: usize, bits: u32) -> usize {
    pixels.div_ceil(1 << bits)
}

/// What is kept of a pixel: alpha, red, green and blue from the highest byte on.
pub(super) trait Stored: Copy + Default {
    fn new(pixel: u32) -> Self;
    fn pixel(self) -> u32;
}

impl Stored for u32 {
    #[inline(always)]
    fn new(pixel: u32) -> Self {
        pixel
    }

    #[inline(always)]
    fn pixel(self) -> u32 {
        self
    }
}

/// Green.
impl Stored for u8 {
    #[inline(always)]
    fn new(pixel: u32) -> Self {
        (pixel >> 8) as u8
    }

    #[inline(always)]
    fn pixel(self) -> u32 {
        u32::from(self) << 8
    }
}

/// One of the small pictures that tell about the picture.
pub(super) fn plain(
    bits: &mut Bits<'_>,
    size: (usize, usize),
    codes: &mut Reader,
    watch: Watch<'_>,
) -> Result<Vec<u32>, Fault> {
    let cache_bits = cache_bits(bits)?;
    let group = codes.group(bits, places(cache_bits)).map_err(broken)?;
    let coding = Coding {
        cache_bits,
        groups: vec![group],
        tiles: None,
    };
    coding.pixels(bits, size, watch)
}

/// The picture itself, parts of which may have codes of their own.
pub(super) fn in_parts<P: Stored>(
    bits: &mut Bits<'_>,
    size: (usize, usize),
    codes: &mut Reader,
    watch: Watch<'_>,
) -> Result<Vec<P>, Fault> {
    let cache_bits = cache_bits(bits)?;
    let cache = places(cache_bits);
    let (tiles, groups) = if bits.flag() {
        let mut tiles = Tiles::read(bits, size, codes, watch)?;
        let groups = tiles.read_groups(bits, cache, codes, watch)?;
        (Some(tiles), groups)
    } else {
        (None, vec![codes.group(bits, cache).map_err(broken)?])
    };
    let coding = Coding {
        cache_bits,
        groups,
        tiles,
    };
    coding.pixels(bits, size, watch)
}

/// 0 without a cache.
fn cache_bits(bits: &mut Bits<'_>) -> Result<u32, Fault> {
    let mut cache_bits = 0;
    if bits.flag() {
        cache_bits = bits.number(4);
        if !(1..=MOST_CACHE_BITS).contains(&cache_bits) {
            return Err(broken(
                "its cache of colours has a size that does not exist",
            ));
        }
    }
    Ok(cache_bits)
}

fn places(cache_bits: u32) -> usize {
    if cache_bits > 0 { 1 << cache_bits } else { 0 }
}

impl Tiles {
    fn read(
        bits: &mut Bits<'_>,
        size: (usize, usize),
        codes: &mut Reader,
        watch: Watch<'_>,
    ) -> Result<Self, Fault> {
        let tile = 2 + bits.number(3);
        let size = (tiles(size.0, tile), tiles(size.1, tile));
        let mut groups = plain(bits, size, codes, watch)?;
        for group in &mut groups {
            *group = *group >> 8 & 0xFFFF;
        }
        Ok(Self {
            bits: tile,
            across: size.0,
            groups,
        })
    }

    /// The groups that are used, of all that there are; the tiles get their new
    /// numbers.
    fn read_groups(
        &mut self,
        bits: &mut Bits<'_>,
        cache: usize,
        codes: &mut Reader,
        watch: Watch<'_>,
    ) -> Result<Vec<Group>, Fault> {
        const UNUSED: u32 = u32::MAX;
        let last = self.groups.iter().max().copied().unwrap_or(0) as usize;
        let mut numbers = vec![UNUSED; last + 1];
        for group in &self.groups {
            numbers[*group as usize] = 0;
        }
        let mut many = 0;
        for number in numbers.iter_mut().filter(|number| **number != UNUSED) {
            *number = many;
            many += 1;
        }
        codes.take(many as usize * Group::SIZE).map_err(broken)?;
        let mut groups = Vec::with_capacity(many as usize);
        for number in &numbers {
            watch.check()?;
            if *number == UNUSED {
                codes.pass(bits, cache).map_err(broken)?;
            } else {
                groups.push(codes.group(bits, cache).map_err(broken)?);
            }
        }
        for group in &mut self.groups {
            *group = numbers[*group as usize];
        }
        Ok(groups)
    }
}

impl Coding {
    #[inline(always)]
    fn group(&self, x: usize, y: usize) -> &Group {
        let Some(tiles) = &self.tiles else {
            return &self.groups[0];
        };
        let tile = (y >> tiles.bits) * tiles.across + (x >> tiles.bits);
        &self.groups[tiles.groups[tile] as usize]
    }

    fn pixels<P: Stored>(
        &self,
        file: &mut Bits<'_>,
        (width, height): (usize, usize),
        watch: Watch<'_>,
    ) -> Result<Vec<P>, Fault> {
        let mut pixels = vec![P::default(); width * height];
        let mut cache = Cache::new(self.cache_bits);
        let mut bits = *file;
        let tile = self
            .tiles
            .as_ref()
            .map_or(usize::MAX, |it| (1 << it.bits) - 1);
        let (mut at, mut x, mut y) = (0, 0, 0);
        let mut group = self.group(0, 0);
        while at < pixels.len() {
            if x & tile == 0 {
                group = self.group(x, y);
            }
            bits.fill();
            let symbol = group.symbol(GREEN, &mut bits);
            let many = match symbol.checked_sub(LITERALS) {
                None => {
                    pixels[at] = P::new(match group.rest() {
                        Some(rest) => rest | (symbol as u32) << 8,
                        None => {
                            let red = group.symbol(RED, &mut bits);
                            let blue = group.symbol(BLUE, &mut bits);
                            bits.ensure(15);
                            let alpha = group.symbol(ALPHA, &mut bits);
                            (alpha << 24 | red << 16 | symbol << 8 | blue) as u32
                        }
                    });
                    1
                }
                Some(length) if length < LENGTHS => {
                    let length = number(length, &mut bits);
                    bits.ensure(15 + 18);
                    let distance = group.symbol(DISTANCE, &mut bits);
                    let distance = distance::pixels(number(distance, &mut bits), width);
                    if distance > at {
                        return Err(broken("it copies pixels from before its beginning"));
                    }
                    if length > pixels.len() - at {
                        return Err(broken("it has more pixels than its header says"));
                    }
                    copy(&mut pixels, at, distance, length);
                    length
                }
                Some(symbol) => {
                    cache.learn(&pixels[..at]);
                    pixels[at] = P::new(cache.colours[symbol - LENGTHS]);
                    1
                }
            };
            at += many;
            x += many;
            if x >= width {
                y += x / width;
                x %= width;
                watch.check()?;
                if bits.overrun() {
                    return Err(broken(CUT));
                }
            }
            if many > 1 && at < pixels.len() {
                group = self.group(x, y);
            }
        }
        *file = bits;
        Ok(pixels)
    }
}

/// A length or distance: the larger, the more of its bits stand in the file
/// (RFC 9649 §3.6.2.2).
#[inline(always)]
fn number(symbol: usize, bits: &mut Bits<'_>) -> usize {
    if symbol < 4 {
        return symbol + 1;
    }
    let more = (symbol - 2) >> 1;
    ((2 + (symbol & 1)) << more) + bits.take(more as u32) as usize + 1
}

/// What was copied may be copied again at once.
fn copy<P: Copy>(pixels: &mut [P], at: usize, distance: usize, length: usize) {
    if distance == 1 {
        let pixel = pixels[at - 1];
        pixels[at..at + length].fill(pixel);
        return;
    }
    let (from, end) = (at - distance, at + length);
    let mut to = at;
    while to < end {
        let many = (to - from).min(end - to);
        pixels.copy_within(from..from + many, to);
        to += many;
    }
}

/// Colours by a hash, each the latest.
struct Cache {
    bits: u32,
    colours: Vec<u32>,
    /// Pixels that were put into it.
    learnt: usize,
}

impl Cache {
    fn new(bits: u32) -> Self {
        Self {
            bits,
            colours: vec![0; places(bits)],
            learnt: 0,
        }
    }

    #[inline(always)]
    fn learn<P: Stored>(&mut self, pixels: &[P]) {
        for pixel in &pixels[self.learnt..] {
            let pixel = pixel.pixel();
            let place = pixel.wrapping_mul(0x1E35_A7BD) >> (32 - self.bits);
            self.colours[place as usize] = pixel;
        }
        self.learnt = pixels.len();
    }
}
