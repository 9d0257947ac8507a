//! Lossy WebP: one key frame of VP8, RFC 6386, decoded row by row of macroblocks,
//! sixteen by sixteen pixels each. What is between its lines is done as libwebp
//! does it, since that is what WebP files are made with and looked at by.

mod bits;
mod columns;
mod frame;
mod header;
mod macroblock;
mod modes;
mod picture;
mod predict;
mod rgb;
mod smooth;
mod strip;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;
mod transform;

use pulp::{Arch, Simd, WithSimd};

use self::{frame::Frame, picture::Picture, strip::Plane, tokens::Coefficients};
use super::broken;
use crate::{
    Fault,
    geometry::{Size, Window},
    watch::Watch,
};

const CUT: &str = "its picture is cut off";

/// Width and height.
pub(super) fn measure(data: &[u8]) -> Result<Size, String> {
    header::start(data).map(|(size, ..)| size)
}

/// What [`read`] holds at the most.
pub(super) fn cost((width, _): Size) -> u64 {
    let across = width.div_ceil(16) as usize;
    let planes = Plane::<16>::cost(across) + 2 * Plane::<8>::cost(across);
    // Pixels of a row, its colours, and what is kept of the macroblocks above.
    let rows = across * 16 * (4 + 2) + across * 64;
    (planes + rows) as u64 + TABLES
}

/// Odds of two kinds and what is on the stack.
const TABLES: u64 = 16 * 1024;

/// Whether all of it is there: everything is read, but nothing made of it.
pub(super) fn check(data: &[u8], watch: Watch<'_>) -> Result<(), Fault> {
    let frame = Frame::new(data)?;
    Arch::new().dispatch(Checking { frame, watch })
}

struct Checking<'a> {
    frame: Frame<'a>,
    watch: Watch<'a>,
}

impl WithSimd for Checking<'_> {
    type Output = Result<(), Fault>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let Self { mut frame, watch } = self;
        let mut coefficients = Coefficients::none();
        for y in 0..frame.down {
            watch.check()?;
            frame.start_row();
            for x in 0..frame.across {
                frame.next(x, y, &mut coefficients);
            }
            frame.end_row(y)?;
        }
        Ok(())
    }
}

/// Hands over the rows of the window from top to bottom. `halved`: each two by two
/// pixels as one; the window then begins at an even row and column.
pub(super) fn read(
    data: &[u8],
    window: Window,
    halved: bool,
    watch: Watch<'_>,
    row: &mut dyn FnMut(&[[u8; 4]]),
) -> Result<(), Fault> {
    let frame = Frame::new(data)?;
    Arch::new().dispatch(Reading {
        picture: Picture::new(&frame, window, halved),
        frame,
        watch,
        row,
    })
}

struct Reading<'a, 'r> {
    frame: Frame<'a>,
    picture: Picture,
    watch: Watch<'a>,
    row: &'r mut dyn FnMut(&[[u8; 4]]),
}

impl WithSimd for Reading<'_, '_> {
    type Output = Result<(), Fault>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let Self {
            mut frame,
            mut picture,
            watch,
            row,
        } = self;
        for y in 0..frame.down {
            watch.check()?;
            picture.row_of_macroblocks(&mut frame, y)?;
            if picture.hand_over(&frame, y, row) {
                break;
            }
        }
        Ok(())
    }
}
