//! WebP: the size from its header, then the picture, or the first one of many.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

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
