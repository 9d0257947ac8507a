//! Pixels to a JPEG file of at most so many bytes.

use std::ops::RangeInclusive;

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, EncodingError, SamplingFactor};

use crate::pixels::Pixels;

/// The file of the best quality that fits, and that quality.
pub(crate) fn fitting(
    pixels: &Pixels,
    quality: &RangeInclusive<u8>,
    max_bytes: usize,
    fine_colours: bool,
) -> Result<Option<(Vec<u8>, u8)>, EncodingError> {
    let (mut low, mut high) = (*quality.start(), *quality.end());
    let mut trial = high;
    let mut found = None;
    // The best first: it fits nearly always.
    while low <= high && trial > 0 {
        let file = jpeg(pixels, trial, fine_colours)?;
        if file.len() <= max_bytes {
            found = Some((file, trial));
            low = trial + 1;
        } else {
            high = trial - 1;
        }
        trial = low.midpoint(high);
    }
    Ok(found)
}

/// `fine_colours` keeps the colour of every pixel, which text in colour needs;
/// a photograph has lost it in the camera.
fn jpeg(pixels: &Pixels, quality: u8, fine_colours: bool) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality.clamp(1, 100));
    encoder.set_sampling_factor(if fine_colours {
        SamplingFactor::F_1_1
    } else {
        SamplingFactor::F_2_2
    });
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    // Tables made to measure would save some bytes, but this encoder then writes
    // a scan for each component, which not every program reads rightly.
    encoder.set_optimized_huffman_tables(false);
    let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
    let (width, height) = (side(pixels.width), side(pixels.height));
    encoder.encode(&pixels.data, width, height, ColorType::Rgba)?;
    Ok(file)
}
