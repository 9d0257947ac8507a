//! What stands before the pixels of a frame (RFC 6386 §9).

use super::{
    bits::Bits,
    tables::{AC_STEPS, CHANGE_ODDS, DC_STEPS, FIRST_ODDS, TokenOdds},
};
use crate::geometry::Size;

/// Of the tag, the mark of a key frame and its size.
const HEADER: usize = 10;

/// The size, and what stands behind it: the first part, the rest.
pub(super) fn start(data: &[u8]) -> Result<(Size, &[u8], &[u8]), String> {
    let (header, rest) = data
        .split_first_chunk::<HEADER>()
        .ok_or("its picture is cut off")?;
    let [tag @ .., m0, m1, m2, w0, w1, h0, h1] = *header;
    let tag = u32::from_le_bytes([tag[0], tag[1], tag[2], 0]);
    if tag & 1 != 0 || [m0, m1, m2] != [0x9D, 0x01, 0x2A] {
        return Err("its picture does not begin as one".to_owned());
    }
    if tag >> 1 & 7 > 3 {
        return Err("its picture is of an unknown version".to_owned());
    }
    if tag >> 4 & 1 == 0 {
        return Err("its picture is not to be shown".to_owned());
    }
    // The two bits above say how large it wants to be shown; no reader heeds them.
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    let (first, rest) = rest
        .split_at_checked((tag >> 5) as usize)
        .ok_or("its picture is cut off")?;
    Ok(((side(w0, w1), side(h0, h1)), first, rest))
}

/// What coefficients are multiplied by: the first of a block and the others.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Steps {
    pub luma: [i32; 2],
    /// The block of the sixteen first coefficients.
    pub firsts: [i32; 2],
    pub chroma: [i32; 2],
}

/// How edges of blocks are smoothed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Smoothing {
    /// 0 to 63; 0 is not at all.
    pub level: u8,
    /// Of macroblocks with a mode for each of their blocks.
    pub level_of_blocks: u8,
}

#[derive(Debug)]
pub(super) struct Header {
    /// Of each segment.
    pub steps: [Steps; 4],
    pub smoothing: [Smoothing; 4],
    /// Only some, and only of brightness.
    pub simple: bool,
    pub sharpness: u8,
    /// The odds by which a macroblock names its segment.
    pub segments: Option<[u8; 3]>,
    /// The odds by which a macroblock says that it has no coefficients.
    pub skips: Option<u8>,
    pub odds: Box<TokenOdds>,
    /// The logarithm of how many parts hold the coefficients.
    pub parts: u8,
}

/// A value for all, or of each segment, by itself or added.
#[derive(Default)]
struct Segments {
    absolute: bool,
    steps: [i8; 4],
    levels: [i8; 4],
}

impl Segments {
    fn value(&self, of: [i8; 4], segment: usize, all: u8) -> i32 {
        let own = i32::from(of[segment]);
        if self.absolute {
            own
        } else {
            i32::from(all) + own
        }
    }
}

impl Header {
    pub fn read(bits: &mut Bits<'_>) -> Self {
        // The kind of colours, and that values need no clamping, which is no promise
        // a stranger can make.
        bits.number(2);
        let mut own = Segments::default();
        let mut map = None;
        if bits.flag() {
            // A segment that is not told about has nothing of its own.
            own.absolute = true;
            let mapped = bits.flag();
            if bits.flag() {
                own.absolute = bits.flag();
                own.steps = [(); 4].map(|()| bits.optional(7).unwrap_or(0));
                own.levels = [(); 4].map(|()| bits.optional(6).unwrap_or(0));
            }
            if mapped {
                let odds = |()| if bits.flag() { bits.number(8) } else { 255 };
                map = Some([(); 3].map(odds));
            }
        }
        let simple = bits.flag();
        let level = bits.number(6);
        let sharpness = bits.number(3);
        let changes = smoothing_changes(bits);
        let parts = bits.number(2);
        let steps = Quantizer::read(bits);
        // Whether the odds are kept for the next frame; there is none.
        bits.flag();
        let mut odds = Box::new(FIRST_ODDS);
        let all = odds.as_flattened_mut().as_flattened_mut();
        let change = CHANGE_ODDS.as_flattened().as_flattened();
        for (odds, change) in all.as_flattened_mut().iter_mut().zip(change.as_flattened()) {
            if bits.bit(*change) {
                *odds = bits.number(8);
            }
        }
        let skips = bits.flag().then(|| bits.number(8));
        let each = [0, 1, 2, 3];
        Self {
            steps: each.map(|segment| steps.at(own.value(own.steps, segment, steps.index))),
            smoothing: each.map(|segment| match level {
                0 => Smoothing::default(),
                level => changes.of(own.value(own.levels, segment, level)),
            }),
            simple,
            sharpness,
            segments: map,
            skips,
            odds,
            parts,
        }
    }
}

/// What the level of smoothing is changed by: in every key frame, and with a mode
/// for each block (§9.6).
struct Changes {
    inside: i32,
    of_blocks: i32,
}

fn smoothing_changes(bits: &mut Bits<'_>) -> Changes {
    let (mut frames, mut modes) = ([0; 4], [0; 4]);
    if bits.flag() && bits.flag() {
        frames = [(); 4].map(|()| bits.optional(6).unwrap_or(0));
        modes = [(); 4].map(|()| bits.optional(6).unwrap_or(0));
    }
    Changes {
        inside: i32::from(frames[0]),
        of_blocks: i32::from(modes[0]),
    }
}

impl Changes {
    fn of(&self, level: i32) -> Smoothing {
        let level = level + self.inside;
        let clamped = |level: i32| level.clamp(0, 63) as u8;
        Smoothing {
            level: clamped(level),
            level_of_blocks: clamped(level + self.of_blocks),
        }
    }
}

/// Indices into the tables of steps (§9.6).
struct Quantizer {
    index: u8,
    luma_dc: i8,
    firsts: [i8; 2],
    chroma: [i8; 2],
}

impl Quantizer {
    fn read(bits: &mut Bits<'_>) -> Self {
        let index = bits.number(7);
        let mut change = || bits.optional(4).unwrap_or(0);
        Self {
            index,
            luma_dc: change(),
            firsts: [change(), change()],
            chroma: [change(), change()],
        }
    }

    fn at(&self, index: i32) -> Steps {
        let step = |table: &[i16; 128], change: i8| {
            let at = (index + i32::from(change)).clamp(0, 127);
            i32::from(table[at as usize])
        };
        Steps {
            luma: [step(&DC_STEPS, self.luma_dc), step(&AC_STEPS, 0)],
            firsts: [
                step(&DC_STEPS, self.firsts[0]) * 2,
                (step(&AC_STEPS, self.firsts[1]) * 155 / 100).max(8),
            ],
            chroma: [
                step(&DC_STEPS, self.chroma[0]).min(132),
                step(&AC_STEPS, self.chroma[1]),
            ],
        }
    }
}
