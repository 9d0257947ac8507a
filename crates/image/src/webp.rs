//! WebP: the size from its header, then the picture, or the first one of many.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use crate::{Bounds, Fault, Format, pixels::Reducer, source::Source};

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

/// The pixels of the picture, or of the first of many.
pub(crate) fn read(
    bytes: &[u8],
    size: (u32, u32),
    shrink: f64,
    bounds: &Bounds,
) -> Result<Source, Fault> {
    let broken = |why| Fault::Broken {
        format: Format::WebP,
        why,
    };
    let told = |error: DecodingError| broken(error.to_string());
    whole(bytes).map_err(broken)?;
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(told)?;
    let needed = decoder.output_buffer_size().unwrap_or(usize::MAX);
    let side = Reducer::side(shrink);
    // Beside the result the decoder holds four bytes a pixel of its own.
    let pixels = u64::from(size.0) * u64::from(size.1);
    let own = pixels.saturating_mul(4).saturating_add(1 << 20);
    let reduced = Reducer::memory(size, side);
    bounds.check_memory(own.saturating_add(needed as u64).saturating_add(reduced))?;
    decoder.set_memory_limit(usize::try_from(own).unwrap_or(usize::MAX));
    let lossy = decoder.is_lossy();
    let profile = decoder.icc_profile().map_err(told)?;
    let mut data = vec![0; needed];
    decoder.read_image(&mut data).map_err(told)?;
    let mut rows = Reducer::new(size, side);
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
        profile,
        lossy,
        notes: Vec::new(),
    })
}
