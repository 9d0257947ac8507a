//! What is held at once after a picture was read. Bounds, not measurements;
//! `tests/memory.rs` holds them against an allocator that counts.

use crate::{Recipe, geometry::Plan, geometry::Size, jpeg::write::Coefficients};

/// The most of resizing, turning, converting, laying out and writing, for
/// pixels read at `reduced` and resized to `made`, both as stored.
pub(crate) fn after(reduced: Size, made: Size, plan: &Plan, recipe: &Recipe) -> u64 {
    let resizing = pixels(reduced) + resizer(reduced, made) + pixels(made);
    // Turning and converting copy; laying out has the canvas beside them.
    let copying = pixels(made) + pixels(made).max(pixels(plan.canvas));
    resizing
        .max(copying + PROFILE)
        .max(writing(plan.canvas, recipe))
        + COPY
}

fn pixels((width, height): Size) -> u64 {
    u64::from(width) * u64::from(height) * 4
}

/// Between its passes the resizer holds a picture as wide as the source and as
/// high as the result, and for each row and column of the result its weights:
/// in the widest filter, of three pixels each way, eight bytes for each pixel
/// under it, twice while they are sorted out, and some forty beside them.
fn resizer(from: Size, to: Size) -> u64 {
    let weights = |from: u32, to: u32| {
        let (from, to) = (u64::from(from), u64::from(to));
        let under = 6 * from.div_ceil(to).max(1) + 3;
        to * (under * 10 + 64)
    };
    pixels((from.0, to.1)) + weights(from.0, to.0) + weights(from.1, to.1)
}

/// Pixels, their coefficients, the file that fits so far, and the next one; noise
/// at the best quality takes three bytes a pixel.
fn writing(canvas: Size, recipe: &Recipe) -> u64 {
    let file = pixels(canvas) * 3 / 4;
    let fits = file.min(recipe.max_bytes as u64);
    pixels(canvas) + Coefficients::cost(canvas) + 2 * fits + ENCODER
}

/// Tables of the encoder.
const ENCODER: u64 = 64 * 1024;

/// A profile and what converting by it takes.
const PROFILE: u64 = 4 * 1024 * 1024;

/// The small copy that is searched for the best part.
const COPY: u64 = 512 * 1024;
