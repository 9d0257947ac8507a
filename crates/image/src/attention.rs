//! Where most is to be seen: a small copy of the picture is searched for edges
//! and strong colours, and the part that holds most of both is taken.

use crate::{geometry::Size, pixels::Pixels};

/// How much a part in the middle counts more than one at the rim: with nothing
/// to see anywhere, or the same everywhere, the middle is taken.
const MIDDLE: f64 = 0.15;

/// The middle of the best part, from 0 to 1 each way. `picture` is a small copy
/// of the whole; `taken` and `source` are sizes in the original.
pub(crate) fn focus(picture: &Pixels, taken: (f64, f64), source: Size) -> (f64, f64) {
    let interest = interest(picture);
    let (width, height) = (picture.width as usize, picture.height as usize);
    let mut columns = vec![0.0; width];
    let mut rows = vec![0.0; height];
    for (y, line) in interest.chunks_exact(width.max(1)).enumerate() {
        for (x, value) in line.iter().enumerate() {
            columns[x] += value;
            rows[y] += value;
        }
    }
    let share = |taken: f64, source: u32| taken / f64::from(source.max(1));
    (
        best(&columns, share(taken.0, source.0)),
        best(&rows, share(taken.1, source.1)),
    )
}

/// The middle of the stretch of `share` of the whole with the largest sum.
fn best(values: &[f64], share: f64) -> f64 {
    let length = ((values.len() as f64 * share).round() as usize).clamp(1, values.len().max(1));
    let free = values.len().saturating_sub(length);
    if free == 0 {
        return 0.5;
    }
    let middle = free as f64 / 2.0;
    let mut sum: f64 = values.iter().take(length).sum();
    let mut found = (f64::MIN, 0);
    for start in 0..=free {
        let off = (start as f64 - middle).abs() / middle.max(1.0);
        let score = (sum + 1e-6) * (1.0 - MIDDLE * off * off);
        if score > found.0 {
            found = (score, start);
        }
        sum += values.get(start + length).unwrap_or(&0.0) - values[start];
    }
    (found.1 as f64 + length as f64 / 2.0) / values.len() as f64
}

fn interest(picture: &Pixels) -> Vec<f64> {
    let luma = |x: u32, y: u32| {
        let [r, g, b, _] = picture.get(x, y).map(f64::from);
        0.299 * r + 0.587 * g + 0.114 * b
    };
    let mut interest = Vec::with_capacity(picture.data.len() / 4);
    for y in 0..picture.height {
        for x in 0..picture.width {
            let across = luma((x + 1).min(picture.width - 1), y) - luma(x.saturating_sub(1), y);
            let down = luma(x, (y + 1).min(picture.height - 1)) - luma(x, y.saturating_sub(1));
            let [r, g, b, _] = picture.get(x, y);
            let colour = f64::from(r.max(g).max(b) - r.min(g).min(b));
            interest.push(across.abs() + down.abs() + colour / 8.0);
        }
    }
    interest
}
