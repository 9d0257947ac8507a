//! Sixteen by sixteen pixels and what borders on them, in a place of their own.

use super::{
    modes::{Luma, Modes},
    predict::{small, whole},
    tokens::{Coefficients, Filled},
    transform,
};

/// A row of a macroblock: at its left one pixel of the macroblock before, and at
/// the right of brightness four of the next one above.
pub(super) type Row = [u8; 32];

/// Where brightness and the first colour begin in a row, and where the second.
pub(super) const FIRST: usize = 8;
pub(super) const SECOND: usize = 24;

/// What borders above on a macroblock, before it was smoothed: the last rows of
/// the one there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Above {
    pub luma: [u8; 16],
    pub chroma: [[u8; 8]; 2],
}

/// Above the picture.
pub(super) const NOTHING_ABOVE: Above = Above {
    luma: [127; 16],
    chroma: [[127; 8]; 2],
};

/// At the left of the picture.
const NOTHING_LEFT: u8 = 129;

#[derive(Debug)]
pub(super) struct Macroblock {
    /// The first is the row above.
    pub luma: [Row; 17],
    pub chroma: [Row; 9],
}

impl Macroblock {
    pub fn new() -> Self {
        Self {
            luma: [[0; 32]; 17],
            chroma: [[0; 32]; 9],
        }
    }

    /// What borders at the left becomes that of the beginning of a row.
    pub fn start_row(&mut self, first: bool) {
        let corner = if first { 127 } else { NOTHING_LEFT };
        for (y, row) in self.luma.iter_mut().enumerate() {
            row[FIRST - 1] = if y == 0 { corner } else { NOTHING_LEFT };
        }
        for (y, row) in self.chroma.iter_mut().enumerate() {
            let left = if y == 0 { corner } else { NOTHING_LEFT };
            (row[FIRST - 1], row[SECOND - 1]) = (left, left);
        }
    }

    /// Sets what borders above, and at its right.
    #[inline(always)]
    pub fn set_above(&mut self, above: &Above, right: [u8; 4]) {
        self.luma[0][FIRST..FIRST + 16].copy_from_slice(&above.luma);
        for y in [0, 4, 8, 12] {
            // Blocks further down look at the same pixels: those beside them are not
            // decoded yet.
            self.luma[y][FIRST + 16..FIRST + 20].copy_from_slice(&right);
        }
        self.chroma[0][FIRST..FIRST + 8].copy_from_slice(&above.chroma[0]);
        self.chroma[0][SECOND..SECOND + 8].copy_from_slice(&above.chroma[1]);
    }

    /// The last rows, and the last column becomes what borders on the next one.
    #[inline(always)]
    pub fn finish(&mut self, above: &mut Above) {
        above
            .luma
            .copy_from_slice(&self.luma[16][FIRST..FIRST + 16]);
        above.chroma[0].copy_from_slice(&self.chroma[8][FIRST..FIRST + 8]);
        above.chroma[1].copy_from_slice(&self.chroma[8][SECOND..SECOND + 8]);
        for row in &mut self.luma {
            row[FIRST - 1] = row[FIRST + 15];
        }
        for row in &mut self.chroma {
            row[FIRST - 1] = row[FIRST + 7];
            row[SECOND - 1] = row[SECOND + 7];
        }
    }

    /// Foretells and corrects. `borders`: whether there is one above and at the
    /// left.
    #[inline(always)]
    pub fn make(&mut self, modes: &Modes, borders: [bool; 2], coefficients: &Coefficients) {
        let Coefficients { blocks, filled } = coefficients;
        match modes.luma {
            Luma::Whole(mode) => {
                whole::<16, 17>(&mut self.luma, FIRST, mode, borders);
                for at in 0..16 {
                    correct(
                        &mut self.luma,
                        FIRST,
                        at % 4,
                        at / 4,
                        &blocks[at],
                        filled[at],
                    );
                }
            }
            Luma::Blocks(modes) => {
                for at in 0..16 {
                    let (x, y) = (at % 4, at / 4);
                    small(&mut self.luma, x, y, modes[y][x]);
                    correct(&mut self.luma, FIRST, x, y, &blocks[at], filled[at]);
                }
            }
        }
        for (colour, start) in [FIRST, SECOND].into_iter().enumerate() {
            whole::<8, 9>(&mut self.chroma, start, modes.chroma, borders);
            for block in 0..4 {
                let at = 16 + colour * 4 + block;
                let (x, y) = (block % 2, block / 2);
                correct(&mut self.chroma, start, x, y, &blocks[at], filled[at]);
            }
        }
    }
}

#[inline(always)]
fn correct<const ROWS: usize>(
    rows: &mut [Row; ROWS],
    start: usize,
    x: usize,
    y: usize,
    coefficients: &[i16; 16],
    filled: Filled,
) {
    let Some(rows) = rows[1 + y * 4..].first_chunk_mut::<4>() else {
        return;
    };
    match filled {
        Filled::Empty => {}
        Filled::First => transform::add_first(coefficients[0], rows, start + x * 4),
        Filled::More => transform::add(coefficients, rows, start + x * 4),
    }
}
