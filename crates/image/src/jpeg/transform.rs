//! From coefficients to samples, at the full size or a part of it.
//!
//! The first N×N coefficients of a block of 8×8 are those of the same block at
//! N×N pixels, but for a factor: so a picture is made smaller before a sample of
//! it is made, and better than by leaving pixels out.

/// Where the coefficients of a block stand, by the order they come in.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// Pixels each way that a block becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size(u32);

impl Size {
    /// The smallest that is enough, of all up to 8 but 7.
    pub fn at_least(pixels: u32) -> Self {
        Self(match pixels.max(1) {
            pixels @ 1..=6 => pixels,
            _ => 8,
        })
    }

    pub fn pixels(self) -> u32 {
        self.0
    }

    /// How many coefficients, in their order, have to be known.
    pub fn needed(self) -> u32 {
        match self.0 {
            1 => 1,
            2 => 5,
            3 => 13,
            4 => 25,
            5 => 40,
            6 => 52,
            _ => 64,
        }
    }
}

/// What coefficients are multiplied by, with the factors of the transform.
pub(super) struct Transform {
    size: Size,
    factors: [f32; 64],
}

/// cos(kπ/16), times √2 but for the first: what the fast form for eight pixels
/// (Arai, Agui and Nakajima) leaves to the quantisation.
const SCALES: [f32; 8] = [
    1.0,
    1.387_039_8,
    1.306_563,
    1.175_875_6,
    1.0,
    0.785_694_96,
    0.541_196_1,
    0.275_899_38,
];

impl Transform {
    /// Steps in zigzag order.
    pub fn new(size: Size, steps: &[u16; 64]) -> Self {
        let mut factors = [0.0; 64];
        for (step, place) in steps.iter().zip(ZIGZAG) {
            let own = if size.0 == 8 {
                SCALES[usize::from(place >> 3)] * SCALES[usize::from(place & 7)]
            } else {
                1.0
            };
            factors[usize::from(place)] = f32::from(*step) * own / 8.0;
        }
        Self { size, factors }
    }

    /// Writes a block's samples, of which the first is to stand at `at`.
    /// Coefficients row by row; `last` is the last that is not 0, in zigzag order.
    #[inline(always)]
    pub fn write(
        &self,
        block: &[i16; 64],
        last: usize,
        samples: &mut [u8],
        at: usize,
        stride: usize,
    ) {
        let first = f32::from(block[0]) * self.factors[0];
        let side = self.size.0 as usize;
        if last == 0 {
            let sample = sample(first);
            for row in 0..side {
                if let Some(row) = samples
                    .get_mut(at + row * stride..)
                    .and_then(|row| row.get_mut(..side))
                {
                    row.fill(sample);
                }
            }
            return;
        }
        match side {
            2 => {
                let of = |index: usize| f32::from(block[index]) * self.factors[index];
                let (across, down, both) = (of(1), of(8), of(9));
                let (sum, difference) = (first + across, first - across);
                let (below, below_too) = (down + both, down - both);
                let rows = [
                    [sum + below, difference + below_too],
                    [sum - below, difference - below_too],
                ];
                put(rows, samples, at, stride);
            }
            3 => put(both(self.rows::<3, 4>(block), three), samples, at, stride),
            4 => put(both(self.rows::<4, 4>(block), four), samples, at, stride),
            5 => put(both(self.rows::<5, 8>(block), five), samples, at, stride),
            6 => put(both(self.rows::<6, 8>(block), six), samples, at, stride),
            8 => put(both(self.rows::<8, 8>(block), eight), samples, at, stride),
            _ => put([[first]], samples, at, stride),
        }
    }

    /// The coefficients. A row may have a few numbers more, so that it is as long
    /// as what is reckoned at once.
    #[inline(always)]
    fn rows<const N: usize, const L: usize>(&self, block: &[i16; 64]) -> [[f32; L]; N] {
        let (block, factors) = (block.as_chunks::<8>().0, self.factors.as_chunks::<8>().0);
        std::array::from_fn(|row| {
            std::array::from_fn(|at| f32::from(block[row][at]) * factors[row][at])
        })
    }
}

/// Columns, then rows.
#[inline(always)]
fn both<const N: usize, const L: usize>(
    rows: [[f32; L]; N],
    columns: impl Fn([[f32; L]; N]) -> [[f32; L]; N],
) -> [[f32; L]; N] {
    transposed(columns(transposed(columns(rows))))
}

/// Rounded, around the middle.
#[inline(always)]
fn sample(value: f32) -> u8 {
    // At 2²³ a float has no room for fractions, so its lowest bits are a number:
    // unlike a conversion this is done for many at once.
    const WHOLE: f32 = 8_388_608.0;
    ((value + 128.0).clamp(0.0, 255.0) + WHOLE).to_bits() as u8
}

#[inline(always)]
fn put<const N: usize, const L: usize>(
    rows: [[f32; L]; N],
    samples: &mut [u8],
    at: usize,
    stride: usize,
) {
    for (index, row) in rows.into_iter().enumerate() {
        let to = samples.get_mut(at + index * stride..);
        if let Some(to) = to.and_then(<[u8]>::first_chunk_mut::<N>) {
            let row = row.map(sample);
            to.copy_from_slice(&row[..N]);
        }
    }
}

#[inline(always)]
pub(super) fn transposed<const N: usize, const L: usize>(rows: [[f32; L]; N]) -> [[f32; L]; N] {
    std::array::from_fn(|row| {
        std::array::from_fn(|column| if column < N { rows[column][row] } else { 0.0 })
    })
}

#[inline(always)]
fn each<const N: usize>(a: [f32; N], b: [f32; N], of: impl Fn(f32, f32) -> f32) -> [f32; N] {
    std::array::from_fn(|at| of(a[at], b[at]))
}

#[inline(always)]
pub(super) fn add<const N: usize>(a: [f32; N], b: [f32; N]) -> [f32; N] {
    each(a, b, |a, b| a + b)
}

#[inline(always)]
pub(super) fn sub<const N: usize>(a: [f32; N], b: [f32; N]) -> [f32; N] {
    each(a, b, |a, b| a - b)
}

#[inline(always)]
pub(super) fn times<const N: usize>(a: [f32; N], by: f32) -> [f32; N] {
    a.map(|a| a * by)
}

/// Three points. In this and the following the factors are √2·cos(kπ/2N).
#[inline(always)]
fn three<const L: usize>([a, b, c]: [[f32; L]; 3]) -> [[f32; L]; 3] {
    let (odd, half) = (
        times(b, 1.224_744_9),
        times(c, std::f32::consts::FRAC_1_SQRT_2),
    );
    let even = add(a, half);
    [add(even, odd), sub(sub(a, half), half), sub(even, odd)]
}

/// Columns, four points.
#[inline(always)]
fn four([a, b, c, d]: [[f32; 4]; 4]) -> [[f32; 4]; 4] {
    const COS: f32 = 1.306_563;
    const SIN: f32 = 0.541_196_1;
    let (sum, difference) = (add(a, c), sub(a, c));
    let outer = add(times(b, COS), times(d, SIN));
    let inner = sub(times(b, SIN), times(d, COS));
    [
        add(sum, outer),
        add(difference, inner),
        sub(difference, inner),
        sub(sum, outer),
    ]
}

/// Columns, five points.
#[inline(always)]
fn five([a, b, c, d, e]: [[f32; 8]; 5]) -> [[f32; 8]; 5] {
    const C1: f32 = 1.344_997;
    const C2: f32 = 1.144_122_8;
    const C3: f32 = 0.831_253_9;
    const C4: f32 = 0.437_016;
    const R2: f32 = std::f32::consts::SQRT_2;
    let outer = add(a, add(times(c, C2), times(e, C4)));
    let inner = sub(a, add(times(c, C4), times(e, C2)));
    let middle = add(a, times(sub(e, c), R2));
    let odd_outer = add(times(b, C1), times(d, C3));
    let odd_inner = sub(times(b, C3), times(d, C1));
    [
        add(outer, odd_outer),
        add(inner, odd_inner),
        middle,
        sub(inner, odd_inner),
        sub(outer, odd_outer),
    ]
}

/// Columns, six points.
#[inline(always)]
fn six([a, b, c, d, e, f]: [[f32; 8]; 6]) -> [[f32; 8]; 6] {
    const C1: f32 = 1.366_025_4;
    const C2: f32 = 1.224_744_9;
    const C5: f32 = 0.366_025_4;
    let half = times(e, std::f32::consts::FRAC_1_SQRT_2);
    let (even, turned) = (add(a, half), times(c, C2));
    let (outer, middle, inner) = (
        add(even, turned),
        sub(sub(a, half), half),
        sub(even, turned),
    );
    let odd_outer = add(add(times(b, C1), times(f, C5)), d);
    let odd_middle = sub(sub(b, d), f);
    let odd_inner = sub(add(times(b, C5), times(f, C1)), d);
    [
        add(outer, odd_outer),
        add(middle, odd_middle),
        add(inner, odd_inner),
        sub(inner, odd_inner),
        sub(middle, odd_middle),
        sub(outer, odd_outer),
    ]
}

/// Columns, eight points (Arai, Agui and Nakajima 1988).
#[inline(always)]
fn eight(x: [[f32; 8]; 8]) -> [[f32; 8]; 8] {
    const R2: f32 = std::f32::consts::SQRT_2;
    // Even.
    let (p, q) = (add(x[0], x[4]), sub(x[0], x[4]));
    let r = add(x[2], x[6]);
    let s = sub(times(sub(x[2], x[6]), R2), r);
    let (e0, e3, e1, e2) = (add(p, r), sub(p, r), add(q, s), sub(q, s));
    // Odd.
    let (z13, z10) = (add(x[5], x[3]), sub(x[5], x[3]));
    let (z11, z12) = (add(x[1], x[7]), sub(x[1], x[7]));
    let o7 = add(z11, z13);
    let t11 = times(sub(z11, z13), R2);
    let z5 = times(add(z10, z12), 1.847_759_1);
    let t10 = sub(z5, times(z12, 1.082_392_2));
    let t12 = sub(z5, times(z10, 2.613_126));
    let o6 = sub(t12, o7);
    let o5 = sub(t11, o6);
    let o4 = sub(t10, o5);
    [
        add(e0, o7),
        add(e1, o6),
        add(e2, o5),
        add(e3, o4),
        sub(e3, o4),
        sub(e2, o5),
        sub(e1, o6),
        sub(e0, o7),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition (T.81 A.3.3) at N points instead of eight.
    fn defined(block: &[i16; 64], steps: &[u16; 64], side: usize) -> Vec<f64> {
        let wave = |k: usize, at: usize| {
            let angle = (2 * at + 1) as f64 * k as f64 * std::f64::consts::PI;
            let first = if k == 0 {
                1.0
            } else {
                std::f64::consts::SQRT_2
            };
            first * (angle / (2 * side) as f64).cos()
        };
        let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        let sample = |(x, y)| {
            let all = ZIGZAG.iter().enumerate().map(|(index, place)| {
                let (across, down) = (usize::from(place & 7), usize::from(place >> 3));
                if across >= side || down >= side {
                    return 0.0;
                }
                let value = f64::from(block[index]) * f64::from(steps[index]) / 8.0;
                value * wave(across, x) * wave(down, y)
            });
            (all.sum::<f64>() + 128.0).clamp(0.0, 255.0)
        };
        places.map(sample).collect()
    }

    #[test]
    fn a_block_becomes_what_the_definition_says_at_every_size() {
        let steps = std::array::from_fn(|at| 1 + at as u16 / 3);
        for pixels in 1..=8 {
            let size = Size::at_least(pixels);
            let side = size.pixels() as usize;
            let transform = Transform::new(size, &steps);
            for seed in 0..200_i32 {
                let last = (seed * 7 % 64) as usize;
                let mut block = [0_i16; 64];
                for (at, value) in (0..=last as i32).zip(&mut block) {
                    *value = ((seed * 31 + at * at * 17) % 79 - 39) as i16 / (1 + at as i16 / 4);
                }
                let mut samples = vec![0; side * (side + 3)];
                let mut placed = [0; 64];
                ZIGZAG
                    .iter()
                    .zip(block)
                    .for_each(|(place, it)| placed[usize::from(*place)] = it);
                transform.write(&placed, last, &mut samples, 0, side + 3);
                let rows = samples.chunks_exact(side + 3).flat_map(|row| &row[..side]);
                for (found, defined) in rows.zip(defined(&block, &steps, side)) {
                    let off = (f64::from(*found) - defined).abs();
                    assert!(off < 0.51, "{side}, seed {seed}: {found} {defined}");
                }
            }
        }
    }
}
