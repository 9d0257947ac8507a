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
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(told)?;
    let needed = decoder.output_buffer_size().ok_or("it is too large")?;
    // Four bytes a pixel for its own needs as well as for ours.
    let pixels = size.0 as usize * size.1 as usize;
    decoder.set_memory_limit(pixels.saturating_mul(4).saturating_add(1 << 20));
    decoder.read_image(&mut vec![0; needed]).map_err(told)
}
