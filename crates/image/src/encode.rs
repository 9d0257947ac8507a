//! Pixels to a JPEG file of at most so many bytes.

use std::ops::RangeInclusive;

use crate::{
    jpeg::write::{Coefficients, Sampling, Trial},
    pixels::Pixels,
};

/// The file of the best quality that fits, and that quality; tenths are tried,
/// too, and told rounded down.
///
/// Colours in strong edges, which is what coloured text is, are kept for every
/// pixel as long as the best quality fits so. When bytes are short, brightness is
/// worth more.
pub(crate) fn fitting(
    pixels: &Pixels,
    quality: &RangeInclusive<u8>,
    max_bytes: usize,
) -> Option<(Vec<u8>, u8)> {
    let [mut low, mut high] =
        [quality.start(), quality.end()].map(|quality| u16::from(*quality) * 10);
    let written = |coefficients: &Coefficients, trial| {
        let tried = Trial::new(coefficients, trial);
        let file = (tried.bytes() <= max_bytes).then(|| tried.file())?;
        (file.len() <= max_bytes).then_some((file, (trial / 10) as u8))
    };
    if strong_colour_edges(pixels) {
        let best = written(&Coefficients::new(pixels, Sampling::Full), high);
        if best.is_some() {
            return best;
        }
    }
    let coefficients = Coefficients::new(pixels, Sampling::Halved);
    let mut trial = high;
    let mut found = None;
    // The best first: it fits nearly always.
    while low <= high && trial > 0 {
        if let Some(fits) = written(&coefficients, trial) {
            found = Some(fits);
            low = trial + 1;
        } else {
            high = trial - 1;
        }
        trial = low.midpoint(high);
    }
    found
}

/// Whether halving the colours would be seen: where one of four neighbours is far
/// from their mean, and not just here and there.
fn strong_colour_edges(pixels: &Pixels) -> bool {
    /// Of 255.
    const FAR: i32 = 48;
    /// Of a thousand.
    const SHARE: usize = 70;
    let row = pixels.width as usize * 4;
    let (mut strong, mut all) = (0, 0);
    for pair in pixels.data.chunks_exact(row.max(1) * 2) {
        let (upper, lower) = pair.split_at(row);
        let squares = upper
            .as_chunks::<8>()
            .0
            .iter()
            .zip(lower.as_chunks::<8>().0);
        for (&[r1, g1, b1, _, r2, g2, b2, _], &[r3, g3, b3, _, r4, g4, b4, _]) in squares {
            let far = |from: [u8; 4], to: [u8; 4]| {
                let colours: [i32; 4] =
                    std::array::from_fn(|at| i32::from(from[at]) - i32::from(to[at]));
                let sum: i32 = colours.iter().sum();
                // All of them, whatever the first says: branches cost more.
                let off = colours.map(|colour| (4 * colour - sum).abs());
                off.into_iter().fold(0, i32::max) > 4 * FAR
            };
            let green = [g1, g2, g3, g4];
            strong += usize::from(far([r1, r2, r3, r4], green) | far([b1, b2, b3, b4], green));
            all += 1;
        }
    }
    strong * 1000 > all * SHARE
}
