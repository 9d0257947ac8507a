//! Runs of indices: a number and a byte; or 0 and the end of a row (0), the end
//! (1), a step (2), or so many bytes as they are (Windows' RLE8 and RLE4).

use super::broken;
use crate::{Fault, watch::Watch};

/// A byte a pixel, in the order of the file. What is stepped over is index 0, and
/// what goes beyond a row is not looked at.
pub(super) fn written_out(
    data: &[u8],
    (width, height): (usize, usize),
    halves: bool,
    watch: Watch<'_>,
) -> Result<Vec<u8>, Fault> {
    let mut out = vec![0; width * height];
    let (mut x, mut y) = (0, 0);
    let mut rest = data;
    let mut pairs = 0_u32;
    loop {
        pairs = pairs.wrapping_add(1);
        if pairs.is_multiple_of(4096) {
            watch.check()?;
        }
        let [many, byte, after @ ..] = rest else {
            return Err(broken("its end is missing"));
        };
        rest = after;
        let row = out
            .get_mut(y * width..)
            .and_then(|rows| rows.get_mut(..width));
        // Behind the last row only the end makes sense.
        let row = row.unwrap_or(&mut []);
        match (usize::from(*many), *byte) {
            (0, 0) => (x, y) = (0, y + 1),
            (0, 1) => return Ok(out),
            (0, 2) => {
                let [right, below, after @ ..] = rest else {
                    return Err(broken("its end is missing"));
                };
                rest = after;
                (x, y) = (x + usize::from(*right), y + usize::from(*below));
            }
            (0, many) => {
                let many = usize::from(many);
                let bytes = if halves { many.div_ceil(2) } else { many };
                let missing = || broken("its end is missing");
                let indices = rest.get(..bytes).ok_or_else(missing)?;
                for at in 0..many {
                    if let Some(to) = row.get_mut(x + at) {
                        *to = if halves {
                            half(indices[at / 2], at)
                        } else {
                            indices[at]
                        };
                    }
                }
                x += many;
                // Pairs of bytes; the very last may lack its other half.
                rest = rest.get(bytes.next_multiple_of(2)..).unwrap_or(&[]);
            }
            (many, byte) => {
                let end = (x + many).min(row.len());
                for (at, to) in row
                    .get_mut(x..end)
                    .unwrap_or(&mut [])
                    .iter_mut()
                    .enumerate()
                {
                    *to = if halves { half(byte, at) } else { byte };
                }
                x += many;
            }
        }
    }
}

/// The upper half comes first.
fn half(byte: u8, at: usize) -> u8 {
    if at.is_multiple_of(2) {
        byte >> 4
    } else {
        byte & 15
    }
}
