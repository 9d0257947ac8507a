//! How each macroblock is predicted (RFC 6386 §8, §10 and §11).

use super::{bits::Bits, header::Header, tables::MODE_ODDS};

/// How a whole macroblock of one colour is predicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    Mean,
    Vertical,
    Horizontal,
    Gradient,
}

/// How four by four pixels are predicted. The order is that of the table of odds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Small {
    #[default]
    Mean,
    Gradient,
    Vertical,
    Horizontal,
    LeftDown,
    RightDown,
    VerticalRight,
    VerticalLeft,
    HorizontalDown,
    HorizontalUp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Luma {
    Whole(Whole),
    Blocks([[Small; 4]; 4]),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Modes {
    pub segment: u8,
    /// There are no coefficients.
    pub skip: bool,
    pub luma: Luma,
    pub chroma: Whole,
}

/// Reads the modes of macroblocks from left to right and from top to bottom.
#[derive(Debug)]
pub(super) struct Reader {
    /// Of the blocks right above.
    above: Vec<[Small; 4]>,
    left: [Small; 4],
}

impl Reader {
    /// For so many macroblocks in a row.
    pub fn new(across: usize) -> Self {
        Self {
            above: vec![[Small::Mean; 4]; across],
            left: [Small::Mean; 4],
        }
    }

    pub fn start_row(&mut self) {
        self.left = [Small::Mean; 4];
    }

    /// The modes of the macroblock in this column; the odds of a skip are in the
    /// header.
    #[inline(always)]
    pub fn next(&mut self, from: &mut Bits<'_>, header: &Header, x: usize) -> Modes {
        let mut bits = *from;
        let segment = match header.segments {
            Some([half, low, high]) => match bits.bit(half) {
                false => u8::from(bits.bit(low)),
                true => 2 + u8::from(bits.bit(high)),
            },
            None => 0,
        };
        let skip = header.skips.is_some_and(|odds| bits.bit(odds));
        let above = &mut self.above[x];
        let luma = if bits.bit(145) {
            let whole = match bits.bit(156) {
                false => [Whole::Mean, Whole::Vertical][usize::from(bits.bit(163))],
                true => [Whole::Horizontal, Whole::Gradient][usize::from(bits.bit(128))],
            };
            // What the neighbours take it for.
            let small = match whole {
                Whole::Mean => Small::Mean,
                Whole::Vertical => Small::Vertical,
                Whole::Horizontal => Small::Horizontal,
                Whole::Gradient => Small::Gradient,
            };
            *above = [small; 4];
            self.left = [small; 4];
            Luma::Whole(whole)
        } else {
            let mut blocks = [[Small::Mean; 4]; 4];
            for (row, left) in blocks.iter_mut().zip(&mut self.left) {
                for (block, above) in row.iter_mut().zip(&mut *above) {
                    let odds = &MODE_ODDS[*above as usize][*left as usize];
                    *block = small(&mut bits, odds);
                    (*above, *left) = (*block, *block);
                }
            }
            Luma::Blocks(blocks)
        };
        let chroma = if !bits.bit(142) {
            Whole::Mean
        } else if !bits.bit(114) {
            Whole::Vertical
        } else {
            [Whole::Horizontal, Whole::Gradient][usize::from(bits.bit(183))]
        };
        *from = bits;
        Modes {
            segment,
            skip,
            luma,
            chroma,
        }
    }
}

/// The tree of §11.2.
#[inline(always)]
fn small(bits: &mut Bits<'_>, odds: &[u8; 9]) -> Small {
    if !bits.bit(odds[0]) {
        return Small::Mean;
    }
    if !bits.bit(odds[1]) {
        return Small::Gradient;
    }
    if !bits.bit(odds[2]) {
        return Small::Vertical;
    }
    if !bits.bit(odds[3]) {
        if !bits.bit(odds[4]) {
            return Small::Horizontal;
        }
        return [Small::RightDown, Small::VerticalRight][usize::from(bits.bit(odds[5]))];
    }
    if !bits.bit(odds[6]) {
        return Small::LeftDown;
    }
    if !bits.bit(odds[7]) {
        return Small::VerticalLeft;
    }
    [Small::HorizontalDown, Small::HorizontalUp][usize::from(bits.bit(odds[8]))]
}
