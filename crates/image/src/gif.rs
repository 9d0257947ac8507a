//! GIF: the size from the screen descriptor, the first frame decoded, the
//! others walked over.

use std::num::NonZeroU64;

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError, MemoryLimit};

/// A frame is inside the screen and takes one byte a pixel.
const MEMORY: NonZeroU64 = NonZeroU64::new(256 * 1024 * 1024).expect("not 0");

pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), String> {
    let [w1, w2, h1, h2] = *bytes.get(6..10).ok_or("its header is cut off")? else {
        return Err("its header is cut off".to_owned());
    };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]));
    Ok((side(w1, w2), side(h1, h2)))
}

pub(crate) fn decode(bytes: &[u8]) -> Result<(), String> {
    let told = |error: DecodingError| error.to_string();
    let mut first = open(bytes, false).map_err(told)?;
    if first.read_next_frame().map_err(told)?.is_none() {
        return Err("it has no frame".to_owned());
    }
    let mut rest = open(bytes, true).map_err(told)?;
    while rest.next_frame_info().map_err(told)?.is_some() {}
    Ok(())
}

fn open(bytes: &[u8], skip: bool) -> Result<Decoder<&[u8]>, DecodingError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Bytes(MEMORY));
    options.check_frame_consistency(true);
    options.skip_frame_decoding(skip);
    options.read_info(bytes)
}
