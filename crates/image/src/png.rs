//! PNG: the size from IHDR, then row by row, so that memory stays small.

use std::io::Cursor;

use png::{Decoder, Limits};

/// For one row and the decoder's own needs.
const MEMORY: usize = 64 * 1024 * 1024;

/// IHDR is the first chunk: length, name, width, height.
pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), String> {
    let header = bytes.get(8..24).ok_or("its header is cut off")?;
    let [
        _,
        _,
        _,
        _,
        b'I',
        b'H',
        b'D',
        b'R',
        w1,
        w2,
        w3,
        w4,
        h1,
        h2,
        h3,
        h4,
    ] = *header
    else {
        return Err("its first chunk is not IHDR".to_owned());
    };
    let side = u32::from_be_bytes;
    Ok((side([w1, w2, w3, w4]), side([h1, h2, h3, h4])))
}

pub(crate) fn decode(bytes: &[u8]) -> Result<(), String> {
    let told = |error: png::DecodingError| error.to_string();
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MEMORY });
    // Neither is needed here, and both can be bombs.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(told)?;
    while reader.next_row().map_err(told)?.is_some() {}
    reader.finish().map_err(told)
}
