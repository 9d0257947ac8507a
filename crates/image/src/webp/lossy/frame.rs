//! A frame of VP8 that is being read.

use super::{
    CUT,
    bits::Bits,
    broken,
    header::{self, Header},
    modes::{self, Luma},
    tokens::{self, Coefficients},
};
use crate::{Fault, geometry::Size};

pub(super) struct Frame<'a> {
    pub size: Size,
    /// Macroblocks.
    pub across: usize,
    pub down: usize,
    pub header: Header,
    first: Bits<'a>,
    parts: Vec<Bits<'a>>,
    modes: modes::Reader,
    tokens: tokens::Reader,
}

impl<'a> Frame<'a> {
    pub fn new(data: &'a [u8]) -> Result<Self, Fault> {
        let (size, first, rest) = header::start(data).map_err(broken)?;
        let mut first = Bits::new(first);
        let header = Header::read(&mut first);
        let parts = parts(rest, 1 << header.parts).ok_or_else(|| broken(CUT))?;
        let [across, down] = [size.0, size.1].map(|side| side.div_ceil(16) as usize);
        Ok(Self {
            size,
            across,
            down,
            modes: modes::Reader::new(across),
            tokens: tokens::Reader::new(&header.odds, across),
            header,
            first,
            parts,
        })
    }

    pub fn start_row(&mut self) {
        self.modes.start_row();
        self.tokens.start_row();
    }

    /// The next macroblock of the row. It has no coefficients when it is a skip.
    #[inline(always)]
    pub fn next(&mut self, x: usize, y: usize, to: &mut Coefficients) -> modes::Modes {
        let mut modes = self.modes.next(&mut self.first, &self.header, x);
        let whole = matches!(modes.luma, Luma::Whole(_));
        to.clear();
        if modes.skip {
            self.tokens.skip(x, whole);
        } else {
            let part = y % self.parts.len();
            let steps = &self.header.steps[usize::from(modes.segment)];
            modes.skip = !self.tokens.read(&mut self.parts[part], steps, x, whole, to);
        }
        modes
    }

    pub fn end_row(&self, y: usize) -> Result<(), Fault> {
        if self.first.ended() || self.parts[y % self.parts.len()].ended() {
            return Err(broken(CUT));
        }
        Ok(())
    }
}

/// The parts that hold coefficients: the sizes of all but the last stand before
/// them (§9.5).
fn parts(data: &[u8], many: usize) -> Option<Vec<Bits<'_>>> {
    let (sizes, mut rest) = data.split_at_checked(3 * (many - 1))?;
    let mut parts = Vec::with_capacity(many);
    for size in sizes.as_chunks::<3>().0 {
        let size = u32::from_le_bytes([size[0], size[1], size[2], 0]) as usize;
        let part;
        (part, rest) = rest.split_at_checked(size)?;
        parts.push(Bits::new(part));
    }
    parts.push(Bits::new(rest));
    Some(parts)
}
