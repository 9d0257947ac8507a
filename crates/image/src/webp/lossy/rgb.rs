//! From brightness and two colours at half the size to red, green and blue, by
//! the numbers and with the rounding of libwebp.

use std::ops::Range;

/// A row and those of its colours: the one it is in and the one that is next to it
/// on its other side.
pub(super) struct Rows<'a> {
    pub luma: &'a [u8],
    pub near: [&'a [u8]; 2],
    pub far: [&'a [u8]; 2],
}

/// Colours of a row for each of its pixels.
pub(super) type Wide = [Vec<u8>; 2];

#[inline(always)]
fn pixel(luma: i32, blue: i32, red: i32) -> [u8; 4] {
    let part = |value: i32, weight: i32| (value * weight) >> 8;
    let luma = part(luma, 19077);
    let shade = |value: i32| (value >> 6).clamp(0, 255) as u8;
    [
        shade(luma + part(red, 26149) - 14234),
        shade(luma - part(blue, 6419) - part(red, 13320) + 8708),
        shade(luma + part(blue, 33050) - 17685),
        255,
    ]
}

/// Colours lie between pixels: of the four around a pixel the nearest counts nine
/// times, those beside it three times.
#[inline(always)]
pub(super) fn whole(rows: &Rows<'_>, wide: &mut Wide, columns: Range<usize>, to: &mut [[u8; 4]]) {
    for (wide, (near, far)) in wide.iter_mut().zip(rows.near.into_iter().zip(rows.far)) {
        widen(near, far, wide);
    }
    let [blue, red] = wide;
    let luma = &rows.luma[columns.clone()];
    let colours = blue[columns.clone()].iter().zip(&red[columns]);
    for ((to, luma), (blue, red)) in to.iter_mut().zip(luma).zip(colours) {
        *to = pixel(i32::from(*luma), i32::from(*blue), i32::from(*red));
    }
}

#[inline(always)]
fn widen(near: &[u8], far: &[u8], to: &mut Vec<u8>) {
    to.resize(near.len() * 2, 0);
    let down = |(near, far): (&u8, &u8)| 3 * u16::from(*near) + u16::from(*far);
    let both = |pair: (&u8, &u8)| ((4 * down(pair) + 8) >> 4) as u8;
    let [first, inner @ .., last] = &mut to[..] else {
        return;
    };
    let ends = |end: Option<(&u8, &u8)>| end.map_or(0, both);
    *first = ends(near.first().zip(far.first()));
    *last = ends(near.last().zip(far.last()));
    let left = near.iter().zip(far);
    let right = near.iter().zip(far).skip(1);
    for ((to, left), right) in inner.as_chunks_mut::<2>().0.iter_mut().zip(left).zip(right) {
        let (left, right) = (down(left), down(right));
        *to = [3 * left + right, left + 3 * right].map(|sum| ((sum + 8) >> 4) as u8);
    }
}

/// Two rows of brightness and one of colours: two by two pixels become one. The
/// first column is even; the last is taken twice when it has no other.
#[inline(always)]
pub(super) fn halved(
    luma: [&[u8]; 2],
    colours: [&[u8]; 2],
    columns: Range<usize>,
    to: &mut [[u8; 4]],
) {
    let [upper, lower] = luma.map(|row| row[columns.clone()].as_chunks::<2>());
    let [blue, red] = colours.map(|row| &row[columns.start / 2..columns.end.div_ceil(2)]);
    let mean = |pixels: [u8; 4]| (pixels.map(i32::from).into_iter().sum::<i32>() + 2) >> 2;
    let pairs = upper.0.iter().zip(lower.0).zip(blue.iter().zip(red));
    for (to, (([a, b], [c, d]), (blue, red))) in to.iter_mut().zip(pairs) {
        *to = pixel(mean([*a, *b, *c, *d]), i32::from(*blue), i32::from(*red));
    }
    if let ([a], [b], Some(to)) = (upper.1, lower.1, to.last_mut())
        && let (Some(blue), Some(red)) = (blue.last(), red.last())
    {
        *to = pixel(mean([*a, *a, *b, *b]), i32::from(*blue), i32::from(*red));
    }
}
