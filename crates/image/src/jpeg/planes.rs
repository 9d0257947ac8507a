//! What scans are decoded into: samples, or coefficients until the last scan.

use pulp::{Arch, Simd, WithSimd};

use super::{
    frame::{Component, Frame, View},
    transform::{Size, Transform, ZIGZAG},
};

/// What the blocks of a sequential scan are put into.
pub(super) trait Blocks {
    /// The steps that are in force when a component's scan begins.
    fn begin(&mut self, steps: &[u16; 64]);

    /// The first row of blocks that nothing is needed of, nor of those below.
    fn end(&self) -> u32;

    /// How many coefficients of a block are needed.
    fn needed(&self, column: u32, row: u32) -> u32;

    /// Coefficients row by row; `last` is the last that is not 0, in zigzag order.
    fn put(&mut self, column: u32, row: u32, block: &[i16; 64], last: usize);
}

/// The samples of a component.
pub(super) struct Plane {
    pub size: Size,
    transform: Option<Transform>,
    part: Part,
    /// Samples from row to row.
    pub stride: usize,
    pub samples: Vec<u8>,
}

impl Plane {
    /// Samples and coefficients to keep, each in bytes.
    pub fn cost(frame: &Frame, view: &View, component: &Component, size: Size) -> (u64, u64) {
        let many = |(across, down): (u32, u32)| u64::from(across) * u64::from(down);
        let (all, seen) = (
            many(blocks(frame, component)),
            many(blocks(&view.frame, component)),
        );
        let pixels = u64::from(size.pixels());
        let kept = if frame.progressive {
            all * 8 + seen * 2 * u64::from(size.needed())
        } else {
            0
        };
        (seen * pixels * pixels, kept)
    }

    pub fn new(view: &View, component: &Component, size: Size) -> Self {
        let part = Part::of(view, component);
        let pixels = size.pixels() as usize;
        let stride = part.across as usize * pixels;
        Self {
            size,
            transform: None,
            stride,
            samples: vec![128; stride * part.down as usize * pixels],
            part,
        }
    }
}

impl Blocks for Plane {
    fn begin(&mut self, steps: &[u16; 64]) {
        self.transform = Some(Transform::new(self.size, steps));
    }

    fn end(&self) -> u32 {
        self.part.end()
    }

    #[inline(always)]
    fn needed(&self, column: u32, row: u32) -> u32 {
        match self.part.place(column, row) {
            Some(_) => self.size.needed(),
            // The first, which the next one is told from.
            None => 1,
        }
    }

    #[inline(always)]
    fn put(&mut self, column: u32, row: u32, block: &[i16; 64], last: usize) {
        let Some((column, row)) = self.part.place(column, row) else {
            return;
        };
        let pixels = self.size.pixels() as usize;
        let at = row as usize * pixels * self.stride + column as usize * pixels;
        if let Some(transform) = &self.transform {
            transform.write(block, last, &mut self.samples, at, self.stride);
        }
    }
}

/// The blocks of a component that are made into samples.
struct Part {
    left: u32,
    top: u32,
    across: u32,
    down: u32,
}

impl Part {
    fn of(view: &View, component: &Component) -> Self {
        let (left, top) = view.first_block(component);
        let (across, down) = blocks(&view.frame, component);
        Self {
            left,
            top,
            across,
            down,
        }
    }

    /// The first row below it.
    fn end(&self) -> u32 {
        self.top + self.down
    }

    /// Where a block stands in it, if it does.
    #[inline(always)]
    fn place(&self, column: u32, row: u32) -> Option<(u32, u32)> {
        let (column, row) = (column.wrapping_sub(self.left), row.wrapping_sub(self.top));
        (column < self.across && row < self.down).then_some((column, row))
    }
}

/// Those that fill up units included.
fn blocks(frame: &Frame, component: &Component) -> (u32, u32) {
    let units = frame.units();
    (units.0 * component.across, units.1 * component.down)
}

/// The coefficients of a component: of the blocks that are seen as many as are
/// needed, and of all whether they are 0, which tells how their scans are to be
/// read.
pub(super) struct Coefficients {
    across: u32,
    needed: usize,
    part: Part,
    values: Vec<i16>,
    set: Vec<u64>,
}

impl Coefficients {
    pub fn new(frame: &Frame, view: &View, component: &Component, size: Size) -> Self {
        let (across, down) = blocks(frame, component);
        let part = Part::of(view, component);
        let needed = size.needed() as usize;
        Self {
            across,
            needed,
            values: vec![0; part.across as usize * part.down as usize * needed],
            part,
            set: vec![0; across as usize * down as usize],
        }
    }

    /// Of all blocks with all that they have, in bytes.
    pub fn cost(frame: &Frame, component: &Component) -> u64 {
        let (across, down) = blocks(frame, component);
        u64::from(across) * u64::from(down) * (8 + 2 * 64)
    }

    /// Whether no value is farther from 0.
    pub fn all_within(&self, most: u16) -> bool {
        self.values.iter().all(|value| value.unsigned_abs() <= most)
    }

    #[inline(always)]
    pub fn block(&mut self, (column, row): (u32, u32)) -> Option<Block<'_>> {
        let values = match self.part.place(column, row) {
            Some((column, row)) => {
                let at = row as usize * self.part.across as usize + column as usize;
                let values = self.values.get_mut(at * self.needed..)?;
                values.get_mut(..self.needed)?
            }
            None => &mut [],
        };
        let at = row as usize * self.across as usize + column as usize;
        Some(Block {
            values,
            set: self.set.get_mut(at)?,
        })
    }

    /// A row of the blocks that are seen, into samples.
    pub fn write_row(&self, row: u32, plane: &mut Plane) {
        Arch::new().dispatch(Writing((self, row, plane)));
    }

    #[inline(always)]
    fn write_blocks((this, row, plane): (&Self, u32, &mut Plane)) {
        let (left, row_of_all) = (this.part.left as usize, this.part.top + row);
        let from = row_of_all as usize * this.across as usize + left;
        let seen = row as usize * this.part.across as usize;
        let mut block = [0; 64];
        for column in 0..this.part.across {
            let (all, seen) = (from + column as usize, seen + column as usize);
            let (Some(values), Some(set)) = (
                this.values
                    .get(seen * this.needed..(seen + 1) * this.needed),
                this.set.get(all),
            ) else {
                return;
            };
            for (value, place) in values.iter().zip(ZIGZAG) {
                block[usize::from(place)] = *value;
            }
            let needed = u64::MAX >> (64 - this.needed);
            let last = (set & needed).checked_ilog2().unwrap_or(0) as usize;
            plane.put(this.part.left + column, row_of_all, &block, last);
        }
    }

    pub fn rows(&self) -> u32 {
        self.part.down
    }

    /// All that is known of a block, when all of it is needed.
    #[inline(always)]
    pub fn whole(&self, column: u32, row: u32) -> Option<&[i16; 64]> {
        let (column, row) = self.part.place(column, row)?;
        let at = row as usize * self.part.across as usize + column as usize;
        self.values.as_chunks().0.get(at)
    }
}

/// In zigzag order, as [`whole`](Self::whole) has them.
impl Blocks for Coefficients {
    fn begin(&mut self, _: &[u16; 64]) {}

    fn end(&self) -> u32 {
        self.part.end()
    }

    #[inline(always)]
    fn needed(&self, _: u32, _: u32) -> u32 {
        self.needed as u32
    }

    #[inline(always)]
    fn put(&mut self, column: u32, row: u32, block: &[i16; 64], _: usize) {
        if let Some(to) = self.block((column, row)) {
            for (to, place) in to.values.iter_mut().zip(ZIGZAG) {
                *to = block[usize::from(place)];
            }
        }
    }
}

pub(super) struct Block<'a> {
    values: &'a mut [i16],
    set: &'a mut u64,
}

impl Block<'_> {
    pub fn needed(&self) -> u32 {
        self.values.len() as u32
    }

    #[inline(always)]
    pub fn is_set(&self, at: u32) -> bool {
        *self.set >> at & 1 == 1
    }

    /// How many are set from one to another, both included.
    pub fn set_within(&self, from: u32, to: u32) -> u32 {
        if from > to {
            return 0;
        }
        (*self.set >> from << from << (63 - to)).count_ones()
    }

    #[inline(always)]
    pub fn set(&mut self, at: u32, value: i16) {
        *self.set |= 1 << at;
        self.change(at, |_| value);
    }

    /// Nothing, when it is not needed.
    #[inline(always)]
    pub fn change(&mut self, at: u32, how: impl FnOnce(i16) -> i16) {
        if let Some(value) = self.values.get_mut(at as usize) {
            *value = how(*value);
        }
    }
}

/// Blocks to be transformed, by the widest instructions that the processor has.
struct Writing<'a>((&'a Coefficients, u32, &'a mut Plane));

impl WithSimd for Writing<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        Coefficients::write_blocks(self.0);
    }
}
