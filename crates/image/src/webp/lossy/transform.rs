//! From coefficients back to differences of pixels (RFC 6386 §14).

use super::macroblock::Row;

/// The block of first coefficients, one for each of sixteen blocks (§14.3).
pub(super) fn spread(firsts: &[i16; 16], to: &mut [[i16; 16]; 24]) {
    let mut half = [[0; 4]; 4];
    for x in 0..4 {
        let [a, b, c, d] = [0, 4, 8, 12].map(|y| i32::from(firsts[y + x]));
        let (ad, bc) = (a + d, b + c);
        let (less_ad, less_bc) = (a - d, b - c);
        half[0][x] = ad + bc;
        half[1][x] = less_bc + less_ad;
        half[2][x] = ad - bc;
        half[3][x] = less_ad - less_bc;
    }
    for ([a, b, c, d], to) in half.into_iter().zip(to.as_chunks_mut::<4>().0) {
        let (ad, bc) = (a + d, b + c);
        let (less_ad, less_bc) = (a - d, b - c);
        let made = [ad + bc, less_bc + less_ad, ad - bc, less_ad - less_bc];
        for (to, made) in to.iter_mut().zip(made) {
            to[0] = ((made + 3) >> 3) as i16;
        }
    }
}

/// Times the square root of 2 and the cosine of an eighth of a half turn.
#[inline(always)]
fn cosine(value: i32) -> i32 {
    value + (value.wrapping_mul(20091) >> 16)
}

/// Times the square root of 2 and the sine of that.
#[inline(always)]
fn sine(value: i32) -> i32 {
    value.wrapping_mul(35468) >> 16
}

#[inline(always)]
fn four([a, b, c, d]: [[i32; 4]; 4]) -> [[i32; 4]; 4] {
    let mut made = [[0; 4]; 4];
    for i in 0..4 {
        let (sum, less) = (a[i] + c[i], a[i] - c[i]);
        let first = sine(b[i]) - cosine(d[i]);
        let second = cosine(b[i]) + sine(d[i]);
        made[0][i] = sum + second;
        made[1][i] = less + first;
        made[2][i] = less - first;
        made[3][i] = sum - second;
    }
    made
}

#[inline(always)]
fn turned([a, b, c, d]: [[i32; 4]; 4]) -> [[i32; 4]; 4] {
    [
        [a[0], b[0], c[0], d[0]],
        [a[1], b[1], c[1], d[1]],
        [a[2], b[2], c[2], d[2]],
        [a[3], b[3], c[3], d[3]],
    ]
}

#[inline(always)]
fn plus(pixel: u8, change: i32) -> u8 {
    (i32::from(pixel) + change).clamp(0, 255) as u8
}

/// Adds what the coefficients say to the prediction of four rows, from a column
/// on.
#[inline(always)]
pub(super) fn add(coefficients: &[i16; 16], rows: &mut [Row; 4], x: usize) {
    let mut rows_of_them = [[0; 4]; 4];
    for (row, from) in rows_of_them.iter_mut().zip(coefficients.as_chunks::<4>().0) {
        for (to, from) in row.iter_mut().zip(from) {
            *to = i32::from(*from);
        }
    }
    let mut half = turned(four(rows_of_them));
    for first in &mut half[0] {
        *first += 4;
    }
    let changes = turned(four(half));
    for (row, changes) in rows.iter_mut().zip(changes) {
        if let Some(pixels) = row[x..].first_chunk_mut::<4>() {
            for (pixel, change) in pixels.iter_mut().zip(changes) {
                *pixel = plus(*pixel, change >> 3);
            }
        }
    }
}

/// The same when there is only the first coefficient.
#[inline(always)]
pub(super) fn add_first(first: i16, rows: &mut [Row; 4], x: usize) {
    let change = (i32::from(first) + 4) >> 3;
    for row in rows {
        if let Some(pixels) = row[x..].first_chunk_mut::<4>() {
            for pixel in pixels {
                *pixel = plus(*pixel, change);
            }
        }
    }
}
