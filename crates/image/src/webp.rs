//! WebP: the size from its header, then the picture, or the first one of many.

use std::io::Cursor;

use image_webp::{DecodingError, UpsamplingMethod, WebPDecoder};

use crate::{Fault, Format, geometry::Need, pixels::Reducer, source::Source, watch::Watch};

/// Codes of a lossless picture, as many as libwebp writes at the most, and a
/// profile.
///
/// Not a bound for a file made to hurt: it may ask for 65,536 groups of five
/// codes, of which image-webp 0.2 builds tables of up to 4 KB each from some ten
/// bytes, which is 1.3 GB from a file of some megabytes. How many groups there are
/// stands behind data that only a decoder reads, and image-webp has no limit to
/// set: an open point.
const TABLES: u64 = 16 * 1024 * 1024;

fn told(error: DecodingError) -> String {
    error.to_string()
}

pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), String> {
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(told)?;
    Ok(decoder.dimensions())
}

pub(crate) fn decode(bytes: &[u8], size: (u32, u32)) -> Result<(), String> {
    whole(bytes)?;
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(told)?;
    let needed = decoder.output_buffer_size().ok_or("it is too large")?;
    // Four bytes a pixel for its own needs as well as for ours.
    let pixels = size.0 as usize * size.1 as usize;
    decoder.set_memory_limit(pixels.saturating_mul(4).saturating_add(1 << 20));
    decoder.read_image(&mut vec![0; needed]).map_err(told)
}

/// The container says how long it is; the decoder does not miss the last bytes.
fn whole(bytes: &[u8]) -> Result<(), String> {
    let declared = bytes.get(4..8).and_then(|size| size.try_into().ok());
    let declared = declared.map(u32::from_le_bytes).map(u64::from);
    match declared {
        Some(size) if size + 8 <= bytes.len() as u64 => Ok(()),
        _ => Err("its end is missing".to_owned()),
    }
}

/// Beside the result, of four bytes a pixel, the decoder holds its own planes
/// and a copy of the coded bytes, and for an animation the frame and the screen.
pub(crate) fn cost(bytes: &[u8], size: (u32, u32), need: Need) -> (u64, (u32, u32)) {
    let (memory, reduced) = Reducer::cost(need.window, Reducer::side(need.shrink));
    let animated = matches!(bytes.get(12..21), Some([b'V', b'P', b'8', b'X', _, _, _, _, flags]) if flags & 2 != 0);
    let each = if animated { 20 } else { 12 };
    let pixels = u64::from(size.0) * u64::from(size.1);
    let own = each * pixels + 2 * bytes.len() as u64 + TABLES;
    (own + memory, reduced)
}

/// The pixels of the picture, or of the first of many.
pub(crate) fn read(
    bytes: &[u8],
    size: (u32, u32),
    need: Need,
    watch: Watch<'_>,
) -> Result<Source, Fault> {
    let broken = |why| Fault::Broken {
        format: Format::WebP,
        why,
    };
    let told = |error: DecodingError| broken(error.to_string());
    whole(bytes).map_err(broken)?;
    let mut decoder = WebPDecoder::new(watch.file(bytes)).map_err(told)?;
    let too_large = || broken("it is too large".to_owned());
    let needed = decoder.output_buffer_size().ok_or_else(too_large)?;
    let side = Reducer::side(need.shrink);
    // Of a chunk that is read as a whole.
    decoder.set_memory_limit(bytes.len());
    let profile = decoder.icc_profile().map_err(told)?;
    if need.shrink >= 2.0 {
        // Colours between samples are averaged anyway.
        decoder.set_lossy_upsampling(UpsamplingMethod::Simple);
    }
    let mut data = vec![0; needed];
    decoder.read_image(&mut data).map_err(told)?;
    let mut rows = Reducer::new(need.window, side);
    let across = size.0 as usize;
    if decoder.has_alpha() {
        for row in data.chunks_exact(across * 4) {
            rows.row(row.as_chunks().0.iter().copied());
        }
    } else {
        for row in data.chunks_exact(across * 3) {
            rows.row(row.as_chunks().0.iter().map(|[r, g, b]| [*r, *g, *b, 255]));
        }
    }
    Ok(Source {
        pixels: rows.finish(),
        scale: 1.0 / f64::from(side),
        origin: (need.window.left, need.window.top),
        profile,
        notes: Vec::new(),
    })
}
