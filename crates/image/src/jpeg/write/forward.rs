//! From pixels to the coefficients of blocks.

use pulp::{Arch, Simd, WithSimd};

use crate::{
    jpeg::transform::{ZIGZAG, add, sub, times, transposed},
    pixels::Pixels,
};

/// How many samples of colour there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sampling {
    /// For each pixel.
    Full,
    /// For each two pixels, each way.
    Halved,
}

/// A block's coefficients in zigzag order, sixteen times as large as the standard
/// has them.
pub(crate) type Block = [i16; 64];

/// What a block's coefficients are multiplied by, for the sake of rounding.
pub(super) const FINER: f32 = 16.0;

pub(crate) struct Coefficients {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) sampling: Sampling,
    /// Unit by unit, in the order of a scan.
    blocks: Vec<Block>,
}

impl Coefficients {
    /// Of a picture with sides of 16 bits.
    pub fn new(pixels: &Pixels, sampling: Sampling) -> Self {
        Arch::new().dispatch(Transforming { pixels, sampling })
    }

    #[inline(always)]
    fn transformed(pixels: &Pixels, sampling: Sampling) -> Self {
        let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
        let (width, height) = (side(pixels.width), side(pixels.height));
        let unit = sampling.unit();
        let (across, down) = (
            usize::from(width).div_ceil(unit),
            usize::from(height).div_ceil(unit),
        );
        let mut blocks = Vec::with_capacity(across * down * sampling.blocks());
        let mut band = Band::new(across * unit, unit);
        let bytes = usize::from(width) * 4;
        for row in 0..down {
            for y in 0..unit {
                let y = (row * unit + y).min(usize::from(height) - 1);
                let line = pixels.data.get(y * bytes..).unwrap_or(&[]);
                let line = line.get(..bytes).unwrap_or(line);
                band.line(line.as_chunks().0);
            }
            if sampling == Sampling::Halved {
                band.halve_colours();
            }
            for column in 0..across {
                band.unit(column, sampling, &mut blocks);
            }
            band.clear();
        }
        Self {
            width,
            height,
            sampling,
            blocks,
        }
    }

    /// The most that is held, the result included.
    pub fn cost((width, height): (u32, u32)) -> u64 {
        let side = |side: u32| u64::from(side.div_ceil(16) * 16);
        // Twice, for no more than three blocks of two bytes a sample are made of
        // 64 pixels; and the rows of a unit as floats.
        side(width) * side(height) * 6 + side(width) * 16 * 3 * 4
    }

    /// Calls with 0 for brightness or 1 for colour, the component, and a block.
    #[inline(always)]
    pub(super) fn each_block(&self, mut with: impl FnMut(usize, usize, &Block)) {
        let bright = self.sampling.blocks() - 2;
        for unit in self.blocks.chunks_exact(bright + 2) {
            for (at, block) in unit.iter().enumerate() {
                let component = (at + 1).saturating_sub(bright);
                with(component.min(1), component, block);
            }
        }
    }
}

/// Work to be done by the widest instructions that the processor has.
struct Transforming<'a> {
    pixels: &'a Pixels,
    sampling: Sampling,
}

impl WithSimd for Transforming<'_> {
    type Output = Coefficients;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Coefficients {
        Coefficients::transformed(self.pixels, self.sampling)
    }
}

impl Sampling {
    /// Pixels of a unit, each way.
    fn unit(self) -> usize {
        match self {
            Self::Full => 8,
            Self::Halved => 16,
        }
    }

    fn blocks(self) -> usize {
        match self {
            Self::Full => 3,
            Self::Halved => 6,
        }
    }
}

/// The rows of a row of units: brightness and two colours, around 0.
struct Band {
    width: usize,
    planes: [Vec<f32>; 3],
}

impl Band {
    fn new(width: usize, rows: usize) -> Self {
        Self {
            width,
            planes: std::array::from_fn(|_| Vec::with_capacity(width * rows)),
        }
    }

    fn clear(&mut self) {
        self.planes.iter_mut().for_each(Vec::clear);
    }

    /// JFIF's matrix. The last pixel is repeated to the end of its unit.
    #[inline(always)]
    fn line(&mut self, pixels: &[[u8; 4]]) {
        for plane in &mut self.planes {
            let to = plane.len() + self.width;
            plane.resize(to, 0.0);
        }
        let [bright, blue, red] = &mut self.planes;
        let from = bright.len() - self.width;
        let [bright, blue, red] = [bright, blue, red].map(|plane| &mut plane[from..]);
        let samples = bright.iter_mut().zip(&mut *blue).zip(&mut *red);
        for (((bright, blue), red), &[r, g, b, _]) in samples.zip(pixels) {
            let [r, g, b] = [r, g, b].map(f32::from);
            *bright = 0.299 * r + 0.587 * g + 0.114 * b - 128.0;
            *blue = -0.168_735_9 * r - 0.331_264_1 * g + 0.5 * b;
            *red = 0.5 * r - 0.418_687_6 * g - 0.081_312_4 * b;
        }
        for plane in [bright, blue, red] {
            let (pixels, filling) = plane.split_at_mut(pixels.len());
            filling.fill(pixels.last().copied().unwrap_or_default());
        }
    }

    /// The mean of four, into the left upper quarter.
    #[inline(always)]
    fn halve_colours(&mut self) {
        let width = self.width;
        for plane in &mut self.planes[1..] {
            for y in 0..plane.len() / width / 2 {
                for x in 0..width / 2 {
                    let at = 2 * y * width + 2 * x;
                    let sum = plane[at] + plane[at + 1] + plane[at + width] + plane[at + width + 1];
                    plane[y * width + x] = sum / 4.0;
                }
            }
        }
    }

    #[inline(always)]
    fn unit(&self, column: usize, sampling: Sampling, blocks: &mut Vec<Block>) {
        let [bright, blue, red] = &self.planes;
        let unit = sampling.unit();
        for y in (0..unit).step_by(8) {
            for x in (0..unit).step_by(8) {
                blocks.push(self.block(bright, column * unit + x, y));
            }
        }
        for plane in [blue, red] {
            blocks.push(self.block(plane, column * 8, 0));
        }
    }

    #[inline(always)]
    fn block(&self, plane: &[f32], x: usize, y: usize) -> Block {
        let rows = std::array::from_fn(|row| {
            let at = (y + row) * self.width + x;
            let row = plane.get(at..).and_then(<[f32]>::first_chunk);
            row.copied().unwrap_or_default()
        });
        let rows = transposed(eight(transposed(eight(rows))));
        let rows: [[i16; 8]; 8] = std::array::from_fn(|row| {
            std::array::from_fn(|column| {
                whole(rows[row][column] * (SCALES[row] * SCALES[column] * (FINER / 8.0)))
            })
        });
        let rows = rows.as_flattened();
        ZIGZAG.map(|place| rows[usize::from(place)])
    }
}

/// The nearest whole number. At 2²³ and half of it a float has no room for
/// fractions, so its lowest bits are that number: unlike a conversion this is
/// done for many at once.
#[inline(always)]
pub(super) fn whole(value: f32) -> i16 {
    const WHOLE: f32 = 12_582_912.0;
    (value + WHOLE).to_bits() as i16
}

/// What the fast form leaves to be done: 1/(cos(kπ/16)·√2), but 1 for the first.
const SCALES: [f32; 8] = [
    1.0,
    0.720_959_8,
    0.765_366_9,
    0.850_430_1,
    1.0,
    1.272_758_6,
    1.847_759_1,
    3.624_509_8,
];

/// Columns, eight points (Arai, Agui and Nakajima 1988).
#[inline(always)]
fn eight(x: [[f32; 8]; 8]) -> [[f32; 8]; 8] {
    const C4: f32 = std::f32::consts::FRAC_1_SQRT_2;
    let (s07, d07) = (add(x[0], x[7]), sub(x[0], x[7]));
    let (s16, d16) = (add(x[1], x[6]), sub(x[1], x[6]));
    let (s25, d25) = (add(x[2], x[5]), sub(x[2], x[5]));
    let (s34, d34) = (add(x[3], x[4]), sub(x[3], x[4]));
    // Even.
    let (outer, inner) = (add(s07, s34), add(s16, s25));
    let (p, q) = (sub(s07, s34), sub(s16, s25));
    let turned = times(add(q, p), C4);
    // Odd.
    let (a, b, c) = (add(d34, d25), add(d25, d16), add(d16, d07));
    let z5 = times(sub(a, c), 0.382_683_43);
    let z2 = add(times(a, 0.541_196_1), z5);
    let z4 = add(times(c, 1.306_563), z5);
    let z3 = times(b, C4);
    let (z11, z13) = (add(d07, z3), sub(d07, z3));
    [
        add(outer, inner),
        add(z11, z4),
        add(p, turned),
        sub(z13, z2),
        sub(outer, inner),
        add(z13, z2),
        sub(p, turned),
        sub(z11, z4),
    ]
}
