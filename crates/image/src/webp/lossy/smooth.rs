//! Smooth edges between blocks (RFC 6386 §15): sixteen places of an edge at a
//! time, which the compiler makes wide instructions of.

use super::{
    columns::{Lanes, put, take},
    header::Header,
    strip::Plane,
};

/// Pixels across an edge: four before it and four behind.
type Across = [Lanes; 8];

/// From which differences on an edge is left as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    outer: i16,
    inner: i16,
    /// Between neighbours on one side.
    interior: i16,
    /// Beyond it neighbours on one side are an edge by themselves.
    contrast: i16,
    /// Only the two pixels at an edge change, and only of brightness.
    pub simple: bool,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// At the edge of a macroblock.
    Outer,
    /// At that of a block inside it.
    Inner,
}

impl Limits {
    /// `None`: nothing is to be smoothed.
    pub fn new(header: &Header, segment: u8, by_blocks: bool) -> Option<Self> {
        let (smoothing, sharpness) = (header.smoothing[usize::from(segment)], header.sharpness);
        let level = match by_blocks {
            true => smoothing.level_of_blocks,
            false => smoothing.level,
        };
        let mut interior = match sharpness {
            0 => level,
            1..=4 => level >> 1,
            _ => level >> 2,
        };
        if sharpness > 0 {
            interior = interior.min(9 - sharpness);
        }
        let interior = i16::from(interior.max(1));
        let level = i16::from(level);
        let limit = 2 * level + interior;
        (level > 0).then_some(Self {
            outer: 2 * (limit + 4) + 1,
            inner: 2 * limit + 1,
            interior,
            contrast: i16::from(level >= 15) + i16::from(level >= 40),
            simple: header.simple,
        })
    }
}

/// What is to be smoothed of a macroblock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    pub left: bool,
    pub above: bool,
    pub inside: bool,
}

/// The macroblock in this column.
#[inline(always)]
pub(super) fn luma(plane: &mut Plane<16>, x: usize, limits: &Limits, edges: Edges) {
    if edges.left || edges.inside {
        let mut columns = [[0; 16]; 24];
        for block in 0..3 {
            for half in 0..2 {
                let rows = plane.eight(16 + half * 8, x * 16 + block * 8);
                put(&mut columns, block, half, rows);
            }
        }
        if edges.left {
            at(&mut columns, 4, Place::Outer, limits);
        }
        if edges.inside {
            for edge in [8, 12, 16] {
                at(&mut columns, edge, Place::Inner, limits);
            }
        }
        for block in 0..3 {
            for half in 0..2 {
                let rows = plane.eight_mut(16 + half * 8, x * 16 + block * 8);
                take(&columns, block, half, rows);
            }
        }
    }
    if edges.above {
        luma_along(plane, 12, x, Place::Outer, limits);
    }
    if edges.inside {
        for top in [16, 20, 24] {
            luma_along(plane, top, x, Place::Inner, limits);
        }
    }
}

#[inline(always)]
fn luma_along(plane: &mut Plane<16>, top: usize, x: usize, place: Place, limits: &Limits) {
    let mut across = [[0; 16]; 8];
    for (y, lanes) in across.iter_mut().enumerate() {
        *lanes = *plane.square_row(top + y, x);
    }
    smooth(&mut across, place, limits);
    for (y, lanes) in across.iter().enumerate() {
        *plane.square_row_mut(top + y, x) = *lanes;
    }
}

/// Both colours of it at once, eight places of each.
#[inline(always)]
pub(super) fn chroma(planes: &mut [Plane<8>; 2], x: usize, limits: &Limits, edges: Edges) {
    if edges.left || edges.inside {
        let mut columns = [[0; 16]; 16];
        for block in 0..2 {
            for (half, plane) in planes.iter().enumerate() {
                put(&mut columns, block, half, plane.eight(8, x * 8 + block * 8));
            }
        }
        if edges.left {
            at(&mut columns, 4, Place::Outer, limits);
        }
        if edges.inside {
            at(&mut columns, 8, Place::Inner, limits);
        }
        for block in 0..2 {
            for (half, plane) in planes.iter_mut().enumerate() {
                take(&columns, block, half, plane.eight_mut(8, x * 8 + block * 8));
            }
        }
    }
    if edges.above {
        chroma_along(planes, 4, x, Place::Outer, limits);
    }
    if edges.inside {
        chroma_along(planes, 8, x, Place::Inner, limits);
    }
}

#[inline(always)]
fn chroma_along(planes: &mut [Plane<8>; 2], top: usize, x: usize, place: Place, limits: &Limits) {
    let mut across = [[0; 16]; 8];
    for (y, lanes) in across.iter_mut().enumerate() {
        for (half, plane) in planes.iter().enumerate() {
            lanes.as_chunks_mut::<8>().0[half] = *plane.square_row(top + y, x);
        }
    }
    smooth(&mut across, place, limits);
    for (y, lanes) in across.iter().enumerate() {
        for (half, plane) in planes.iter_mut().enumerate() {
            *plane.square_row_mut(top + y, x) = lanes.as_chunks::<8>().0[half];
        }
    }
}

/// Smooths the edge that has this many columns before it, less four.
#[inline(always)]
fn at<const N: usize>(columns: &mut [Lanes; N], first: usize, place: Place, limits: &Limits) {
    if let Some(across) = columns[first..].first_chunk_mut() {
        smooth(across, place, limits);
    }
}

#[inline(always)]
fn smooth(across: &mut Across, place: Place, limits: &Limits) {
    match (place, limits.simple) {
        (Place::Outer, true) => least(across, limits.outer),
        (Place::Inner, true) => least(across, limits.inner),
        (Place::Outer, false) => wide(across, limits),
        (Place::Inner, false) => narrow(across, limits),
    }
}

#[inline(always)]
fn clamped(value: i16) -> i16 {
    value.clamp(-128, 127)
}

/// Adds to a pixel.
#[inline(always)]
fn plus(pixel: i16, change: i16) -> u8 {
    (pixel + change).clamp(0, 255) as u8
}

/// The pixels across an edge at one of its places.
#[inline(always)]
fn pixels(across: &Across, place: usize) -> [i16; 8] {
    let mut pixels = [0; 8];
    for (pixel, lanes) in pixels.iter_mut().zip(across) {
        *pixel = i16::from(lanes[place]);
    }
    pixels
}

/// Only the two pixels at the edge, by them and their neighbours.
#[inline(always)]
fn least(across: &mut Across, limit: i16) {
    for i in 0..16 {
        let [_, _, p1, p0, q0, q1, _, _] = pixels(across, i);
        let smooth = 4 * (p0 - q0).abs() + (p1 - q1).abs() <= limit;
        let change = clamped(clamped(p1 - q1) + 3 * (q0 - p0));
        let (up, down) = (clamped(change + 3) >> 3, clamped(change + 4) >> 3);
        let (up, down) = if smooth { (up, down) } else { (0, 0) };
        across[3][i] = plus(p0, up);
        across[4][i] = plus(q0, -down);
    }
}

/// Whether an edge is to be smoothed, and whether one of its sides has an edge by
/// itself.
#[inline(always)]
fn judged(pixels: [i16; 8], limit: i16, limits: &Limits) -> (bool, bool) {
    let [p3, p2, p1, p0, q0, q1, q2, q3] = pixels;
    let most = (p3 - p2)
        .abs()
        .max((p2 - p1).abs())
        .max((q3 - q2).abs())
        .max((q2 - q1).abs());
    let near = (p1 - p0).abs().max((q1 - q0).abs());
    let smooth =
        (4 * (p0 - q0).abs() + (p1 - q1).abs() <= limit) & (most.max(near) <= limits.interior);
    (smooth, near > limits.contrast)
}

/// Inside a macroblock: two pixels each way.
#[inline(always)]
fn narrow(across: &mut Across, limits: &Limits) {
    for i in 0..16 {
        let pixels = pixels(across, i);
        let [_, _, p1, p0, q0, q1, _, _] = pixels;
        let (smooth, contrast) = judged(pixels, limits.inner, limits);
        let beside = if contrast { clamped(p1 - q1) } else { 0 };
        let change = clamped(beside + 3 * (q0 - p0));
        let change = if smooth { change } else { 0 };
        let (up, down) = (clamped(change + 3) >> 3, clamped(change + 4) >> 3);
        let outer = if contrast { 0 } else { (down + 1) >> 1 };
        across[2][i] = plus(p1, outer);
        across[3][i] = plus(p0, up);
        across[4][i] = plus(q0, -down);
        across[5][i] = plus(q1, -outer);
    }
}

/// Between macroblocks: three pixels each way.
#[inline(always)]
fn wide(across: &mut Across, limits: &Limits) {
    for i in 0..16 {
        let pixels = pixels(across, i);
        let [_, p2, p1, p0, q0, q1, q2, _] = pixels;
        let (smooth, contrast) = judged(pixels, limits.outer, limits);
        let change = clamped(clamped(p1 - q1) + 3 * (q0 - p0));
        let change = if smooth { change } else { 0 };
        let (up, down) = (clamped(change + 3) >> 3, clamped(change + 4) >> 3);
        let part = |weight: i16| (weight * change + 63) >> 7;
        let (up, down) = if contrast {
            (up, down)
        } else {
            (part(27), part(27))
        };
        let second = if contrast { 0 } else { part(18) };
        let third = if contrast { 0 } else { part(9) };
        across[1][i] = plus(p2, third);
        across[2][i] = plus(p1, second);
        across[3][i] = plus(p0, up);
        across[4][i] = plus(q0, -down);
        across[5][i] = plus(q1, -second);
        across[6][i] = plus(q2, -third);
    }
}
