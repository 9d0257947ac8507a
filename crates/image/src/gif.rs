//! GIF: the size from the screen descriptor, the first frame decoded, the
//! others walked over.

use std::{io::Read, num::NonZeroU64};

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError, MemoryLimit};

use crate::{Fault, Format, geometry::Need, pixels::Reducer, source::Source, watch::Watch};

/// A frame is inside the screen and takes one byte a pixel.
const MEMORY: NonZeroU64 = NonZeroU64::new(256 * 1024 * 1024).expect("not 0");

/// Codes, palettes and a piece of the file.
const TABLES: u64 = 256 * 1024;

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

fn open<R: Read>(file: R, skip: bool) -> Result<Decoder<R>, DecodingError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Bytes(MEMORY));
    options.check_frame_consistency(true);
    options.skip_frame_decoding(skip);
    options.read_info(file)
}

/// The frame once more while it is put in order, and the decoder's tables.
pub(crate) fn cost(size: (u32, u32), need: Need) -> (u64, (u32, u32)) {
    let (memory, reduced) = Reducer::cost(need.window, Reducer::side(need.shrink));
    let frame = u64::from(size.0) * u64::from(size.1) * 2;
    (memory + frame + TABLES, reduced)
}

/// The first frame on the screen it stands on; what it leaves free is white.
pub(crate) fn read(bytes: &[u8], need: Need, watch: Watch<'_>) -> Result<Source, Fault> {
    let broken = |why: String| Fault::Broken {
        format: Format::Gif,
        why,
    };
    let told = |error: DecodingError| broken(error.to_string());
    let side = Reducer::side(need.shrink);
    let mut decoder = open(watch.file(bytes), false).map_err(told)?;
    let global = decoder.global_palette().map(<[u8]>::to_vec);
    let frame = decoder.read_next_frame().map_err(told)?;
    let frame = frame.ok_or_else(|| broken("it has no frame".to_owned()))?;
    let palette = frame.palette.as_ref().or(global.as_ref());
    let palette = palette.ok_or_else(|| broken("it has no palette".to_owned()))?;
    let palette = palette.as_chunks::<3>().0;
    let color = |index: &u8| match palette.get(usize::from(*index)) {
        Some([r, g, b]) if frame.transparent != Some(*index) => [*r, *g, *b, 255],
        _ => [255; 4],
    };
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let across = usize::from(frame.width).max(1);
    let mut rows = Reducer::new(need.window, side);
    for _ in 0..top {
        rows.row(std::iter::empty());
    }
    for row in frame.buffer.chunks_exact(across) {
        let before = std::iter::repeat_n([255; 4], left);
        let after = std::iter::repeat([255; 4]);
        rows.row(before.chain(row.iter().map(color)).chain(after));
    }
    Ok(Source {
        pixels: rows.finish(),
        scale: 1.0 / f64::from(side),
        origin: (need.window.left, need.window.top),
        profile: None,
        notes: Vec::new(),
    })
}
