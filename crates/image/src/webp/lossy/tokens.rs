//! The coefficients of blocks (RFC 6386 §13).

use super::{
    bits::Bits,
    header::Steps,
    tables::{BANDS, CATEGORIES, TokenOdds, ZIGZAG},
};

/// The odds at each position of a block, and once more behind the last.
type Positions = [[[u8; 11]; 3]; 17];

/// How much of a block there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Filled {
    #[default]
    Empty,
    /// Only the first coefficient.
    First,
    More,
}

/// The coefficients of a macroblock, multiplied by their steps: sixteen blocks of
/// brightness, four of each colour.
#[derive(Debug)]
pub(super) struct Coefficients {
    pub blocks: [[i16; 16]; 24],
    pub filled: [Filled; 24],
}

impl Coefficients {
    pub fn none() -> Self {
        Self {
            blocks: [[0; 16]; 24],
            filled: [Filled::Empty; 24],
        }
    }

    #[inline(always)]
    pub fn clear(&mut self) {
        self.blocks.as_flattened_mut().fill(0);
        self.filled.fill(Filled::Empty);
    }
}

/// Whether blocks have coefficients: of brightness, of the colours and of the
/// block of first coefficients.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    luma: [bool; 4],
    chroma: [[bool; 2]; 2],
    firsts: bool,
}

impl Edge {
    fn clear(&mut self, with_firsts: bool) {
        *self = Self {
            firsts: self.firsts && !with_firsts,
            ..Self::default()
        };
    }
}

/// Reads the coefficients of macroblocks from left to right and from top to
/// bottom.
#[derive(Debug)]
pub(super) struct Reader {
    odds: Box<[Positions; 4]>,
    above: Vec<Edge>,
    left: Edge,
}

/// Kinds of blocks, in the order of the table of odds.
const LUMA_WITHOUT_FIRST: usize = 0;
const FIRSTS: usize = 1;
const CHROMA: usize = 2;
const LUMA: usize = 3;

impl Reader {
    /// For so many macroblocks in a row.
    pub fn new(odds: &TokenOdds, across: usize) -> Self {
        let mut positions = Box::new([[[[0; 11]; 3]; 17]; 4]);
        for (positions, bands) in positions.iter_mut().zip(odds) {
            for (position, band) in positions.iter_mut().zip(BANDS) {
                *position = bands[usize::from(band)];
            }
        }
        Self {
            odds: positions,
            above: vec![Edge::default(); across],
            left: Edge::default(),
        }
    }

    pub fn start_row(&mut self) {
        self.left = Edge::default();
    }

    /// Passes over a macroblock that has none.
    pub fn skip(&mut self, x: usize, whole: bool) {
        self.above[x].clear(whole);
        self.left.clear(whole);
    }

    /// The coefficients of the macroblock in this column, into `to`, which is
    /// empty. Whether there are any.
    #[inline(always)]
    pub fn read(
        &mut self,
        from: &mut Bits<'_>,
        steps: &Steps,
        x: usize,
        whole: bool,
        to: &mut Coefficients,
    ) -> bool {
        let mut bits = *from;
        let (above, left) = (&mut self.above[x], &mut self.left);
        let odds = &*self.odds;
        let mut any = false;
        let mut luma = LUMA;
        if whole {
            let mut firsts = [0; 16];
            let before = usize::from(above.firsts) + usize::from(left.firsts);
            let end = block(
                &mut bits,
                &odds[FIRSTS],
                before,
                steps.firsts,
                0,
                &mut firsts,
            );
            (above.firsts, left.firsts) = (end > 0, end > 0);
            if end > 0 {
                super::transform::spread(&firsts, &mut to.blocks);
            }
            luma = LUMA_WITHOUT_FIRST;
        }
        let start = usize::from(whole);
        for y in 0..4 {
            for x in 0..4 {
                let (above, left) = (&mut above.luma[x], &mut left.luma[y]);
                let before = usize::from(*above) + usize::from(*left);
                let to_block = &mut to.blocks[y * 4 + x];
                let end = block(&mut bits, &odds[luma], before, steps.luma, start, to_block);
                (*above, *left) = (end > start, end > start);
                let filled = filled(end, to_block);
                any |= filled != Filled::Empty;
                to.filled[y * 4 + x] = filled;
            }
        }
        for colour in 0..2 {
            for y in 0..2 {
                for x in 0..2 {
                    let above = &mut above.chroma[colour][x];
                    let left = &mut left.chroma[colour][y];
                    let before = usize::from(*above) + usize::from(*left);
                    let at = 16 + colour * 4 + y * 2 + x;
                    let to_block = &mut to.blocks[at];
                    let end = block(&mut bits, &odds[CHROMA], before, steps.chroma, 0, to_block);
                    (*above, *left) = (end > 0, end > 0);
                    let filled = filled(end, to_block);
                    any |= filled != Filled::Empty;
                    to.filled[at] = filled;
                }
            }
        }
        *from = bits;
        any
    }
}

/// A first coefficient may have come from the block of those.
#[inline(always)]
fn filled(end: usize, block: &[i16; 16]) -> Filled {
    match end {
        2.. => Filled::More,
        _ if block[0] != 0 => Filled::First,
        _ => Filled::Empty,
    }
}

/// Reads a block from a position on: behind the last coefficient there is this
/// position.
#[inline(always)]
fn block(
    bits: &mut Bits<'_>,
    odds: &Positions,
    before: usize,
    steps: [i32; 2],
    start: usize,
    to: &mut [i16; 16],
) -> usize {
    let mut at = start;
    let mut odds_here = &odds[at][before];
    while at < 16 {
        if !bits.bit(odds_here[0]) {
            return at;
        }
        while !bits.bit(odds_here[1]) {
            at += 1;
            if at == 16 {
                return 16;
            }
            odds_here = &odds[at][0];
        }
        let next = &odds[at + 1];
        let value = if bits.bit(odds_here[2]) {
            let value = large(bits, odds_here);
            odds_here = &next[2];
            value
        } else {
            odds_here = &next[1];
            1
        };
        let step = steps[usize::from(at > 0)];
        to[usize::from(ZIGZAG[at] & 15)] = (bits.signed(value) * step) as i16;
        at += 1;
    }
    16
}

/// The tree of §13.2 behind a 1.
#[inline(always)]
fn large(bits: &mut Bits<'_>, odds: &[u8; 11]) -> i32 {
    if !bits.bit(odds[3]) {
        if !bits.bit(odds[4]) {
            return 2;
        }
        return 3 + i32::from(bits.bit(odds[5]));
    }
    if !bits.bit(odds[6]) {
        if !bits.bit(odds[7]) {
            return 5 + i32::from(bits.bit(159));
        }
        return 7 + 2 * i32::from(bits.bit(165)) + i32::from(bits.bit(145));
    }
    let high = bits.bit(odds[8]);
    let low = bits.bit(odds[if high { 10 } else { 9 }]);
    let (first, more) = CATEGORIES[2 * usize::from(high) + usize::from(low)];
    let added = more
        .iter()
        .fold(0, |value, odds| value << 1 | i32::from(bits.bit(*odds)));
    first + added
}
