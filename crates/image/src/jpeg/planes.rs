//! What scans are decoded into: samples, or coefficients until the last scan.

use super::{
    frame::{Component, Frame},
    transform::{Size, Transform},
};

/// The samples of a component.
pub(super) struct Plane {
    pub size: Size,
    transform: Option<Transform>,
    /// Samples from row to row.
    pub stride: usize,
    pub samples: Vec<u8>,
}

impl Plane {
    /// Samples and coefficients to keep, each in bytes.
    pub fn cost(frame: &Frame, component: &Component, size: Size) -> (u64, u64) {
        let blocks = blocks(frame, component);
        let blocks = u64::from(blocks.0) * u64::from(blocks.1);
        let pixels = u64::from(size.pixels());
        let kept = if frame.progressive {
            8 + 2 * u64::from(size.needed())
        } else {
            0
        };
        (blocks * pixels * pixels, blocks * kept)
    }

    pub fn new(frame: &Frame, component: &Component, size: Size) -> Self {
        let (across, down) = blocks(frame, component);
        let pixels = size.pixels() as usize;
        let stride = across as usize * pixels;
        Self {
            size,
            transform: None,
            stride,
            samples: vec![128; stride * down as usize * pixels],
        }
    }

    /// The steps that are in force when a component's scan begins.
    pub fn begin(&mut self, steps: &[u16; 64]) {
        self.transform = Some(Transform::new(self.size, steps));
    }

    #[inline(always)]
    pub fn put(&mut self, column: u32, row: u32, block: &[i16; 64], last: usize) {
        let pixels = self.size.pixels() as usize;
        let at = row as usize * pixels * self.stride + column as usize * pixels;
        if let Some(transform) = &self.transform {
            transform.write(block, last, &mut self.samples, at, self.stride);
        }
    }
}

/// Those that fill up units included.
fn blocks(frame: &Frame, component: &Component) -> (u32, u32) {
    let units = frame.units();
    (units.0 * component.across, units.1 * component.down)
}

/// The coefficients of a component: as many of each block as are needed, and of
/// the others whether they are 0, which tells how their scans are to be read.
pub(super) struct Coefficients {
    across: u32,
    needed: usize,
    values: Vec<i16>,
    set: Vec<u64>,
}

impl Coefficients {
    pub fn new(frame: &Frame, component: &Component, size: Size) -> Self {
        let (across, down) = blocks(frame, component);
        let many = across as usize * down as usize;
        let needed = size.needed() as usize;
        Self {
            across,
            needed,
            values: vec![0; many * needed],
            set: vec![0; many],
        }
    }

    #[inline(always)]
    pub fn block(&mut self, (column, row): (u32, u32)) -> Option<Block<'_>> {
        let at = row as usize * self.across as usize + column as usize;
        Some(Block {
            values: self
                .values
                .get_mut(at * self.needed..)?
                .get_mut(..self.needed)?,
            set: self.set.get_mut(at)?,
        })
    }

    /// A row of blocks at a time, into samples.
    pub fn write_row(&self, row: u32, plane: &mut Plane) {
        let across = self.across as usize;
        let from = row as usize * across;
        let mut block = [0; 64];
        for column in 0..self.across {
            let at = from + column as usize;
            let (Some(values), Some(set)) = (
                self.values.get(at * self.needed..(at + 1) * self.needed),
                self.set.get(at),
            ) else {
                return;
            };
            block[..self.needed].copy_from_slice(values);
            let needed = u64::MAX >> (64 - self.needed);
            let last = (set & needed).checked_ilog2().unwrap_or(0) as usize;
            plane.put(column, row, &block, last);
        }
    }

    pub fn rows(&self) -> u32 {
        (self.set.len() / (self.across as usize).max(1)) as u32
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
