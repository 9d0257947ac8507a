//! A picture that is being made, a row of macroblocks at a time.

use super::{
    frame::Frame,
    macroblock::{Above, FIRST, Macroblock, NOTHING_ABOVE, SECOND},
    modes::Luma,
    rgb,
    smooth::{self, Edges, Limits},
    strip::Plane,
    tokens::Coefficients,
};
use crate::{Fault, geometry::Window};

pub(super) struct Picture {
    macroblock: Macroblock,
    coefficients: Coefficients,
    above: Vec<Above>,
    luma: Plane<16>,
    chroma: [Plane<8>; 2],
    window: Window,
    halved: bool,
    /// The next row to be handed over.
    next: usize,
    row: Vec<[u8; 4]>,
    wide: rgb::Wide,
}

impl Picture {
    pub fn new(frame: &Frame<'_>, window: Window, halved: bool) -> Self {
        let across = frame.across;
        let (width, _) = window.size();
        let width = width.div_ceil(1 + u32::from(halved));
        Self {
            macroblock: Macroblock::new(),
            coefficients: Coefficients::none(),
            above: vec![NOTHING_ABOVE; across],
            luma: Plane::new(across),
            chroma: [Plane::new(across), Plane::new(across)],
            window,
            halved,
            next: window.top as usize,
            row: vec![[255; 4]; width as usize],
            wide: [Vec::new(), Vec::new()],
        }
    }

    #[inline(always)]
    pub fn row_of_macroblocks(&mut self, frame: &mut Frame<'_>, y: usize) -> Result<(), Fault> {
        self.luma.move_up();
        self.chroma.iter_mut().for_each(Plane::move_up);
        self.macroblock.start_row(y == 0);
        frame.start_row();
        for x in 0..frame.across {
            let modes = frame.next(x, y, &mut self.coefficients);
            let right = match self.above.get(x + 1) {
                Some(right) => right.luma.first_chunk().copied(),
                // Beyond the last there is its last pixel again.
                None => Some([self.above[x].luma[15]; 4]),
            };
            let above = &mut self.above[x];
            self.macroblock.set_above(above, right.unwrap_or_default());
            let borders = [y > 0, x > 0];
            self.macroblock.make(&modes, borders, &self.coefficients);
            self.macroblock.finish(above);
            self.lay_down(x);
            let by_blocks = matches!(modes.luma, Luma::Blocks(_));
            if let Some(limits) = Limits::new(&frame.header, modes.segment, by_blocks) {
                let edges = Edges {
                    left: x > 0,
                    above: y > 0,
                    inside: by_blocks || !modes.skip,
                };
                smooth::luma(&mut self.luma, x, &limits, edges);
                if !limits.simple {
                    smooth::chroma(&mut self.chroma, x, &limits, edges);
                }
            }
        }
        frame.end_row(y)
    }

    /// Puts the macroblock into the strip.
    #[inline(always)]
    fn lay_down(&mut self, x: usize) {
        for (y, row) in self.macroblock.luma[1..].iter().enumerate() {
            let to = self.luma.square_row_mut(16 + y, x);
            to.copy_from_slice(&row[FIRST..FIRST + 16]);
        }
        for (y, row) in self.macroblock.chroma[1..].iter().enumerate() {
            for (plane, start) in self.chroma.iter_mut().zip([FIRST, SECOND]) {
                let to = plane.square_row_mut(8 + y, x);
                to.copy_from_slice(&row[start..start + 8]);
            }
        }
    }

    /// Hands over the rows that are ready after this row of macroblocks. Whether
    /// that was the last one wanted.
    #[inline(always)]
    pub fn hand_over(
        &mut self,
        frame: &Frame<'_>,
        y: usize,
        take: &mut dyn FnMut(&[[u8; 4]]),
    ) -> bool {
        let [width, height] = [frame.size.0, frame.size.1].map(|side| side as usize);
        // The next row of macroblocks changes three rows of the colours, which are six
        // of brightness; and to interpolate takes one more.
        let ready = match y + 1 == frame.down {
            true => height,
            false => 16 * y + 7,
        };
        let Window { left, right, .. } = self.window;
        let columns = left as usize..right as usize;
        let last = self.window.bottom as usize;
        let step = 1 + usize::from(self.halved);
        // The strip begins one row of macroblocks before this one.
        let luma = |row: usize| &self.luma.row(row + 16 - 16 * y)[..width];
        let colours = |row: usize| {
            let row = row + 8 - 8 * y;
            let half = width.div_ceil(2);
            self.chroma.each_ref().map(|plane| &plane.row(row)[..half])
        };
        while self.next < last && (self.next + step <= ready || ready == height) {
            let row = self.next;
            self.next += step;
            if self.halved {
                let rows = [row, (row + 1).min(height - 1)].map(luma);
                rgb::halved(rows, colours(row / 2), columns.clone(), &mut self.row);
            } else {
                let next_to = match row % 2 {
                    0 => (row / 2).saturating_sub(1),
                    _ => (row / 2 + 1).min((height - 1) / 2),
                };
                let rows = rgb::Rows {
                    luma: luma(row),
                    near: colours(row / 2),
                    far: colours(next_to),
                };
                rgb::whole(&rows, &mut self.wide, columns.clone(), &mut self.row);
            }
            take(&self.row);
        }
        self.next >= last
    }
}
