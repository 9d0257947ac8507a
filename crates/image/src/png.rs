//! PNG: the size from IHDR, then row by row, so that memory stays small.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, Transformations};

use crate::{
    Fault, Format, colour, geometry::Need, orientation::png_chunk, pixels::Reducer, source::Source,
    watch::Watch,
};

/// For one row and the decoder's own needs.
const MEMORY: usize = 64 * 1024 * 1024;

/// What it needs however small the picture is, and a profile.
const OWN: u64 = 512 * 1024 + 2 * colour::LARGEST as u64;

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

/// Only an interlaced picture has to stand in memory as a whole; of others the
/// decoder holds three rows as stored and one as expanded.
pub(crate) fn cost(bytes: &[u8], size: (u32, u32), need: Need) -> Result<(u64, (u32, u32)), Fault> {
    let (memory, reduced) = Reducer::cost(need.window, Reducer::side(need.shrink));
    // After the name: width, height, depth, colours, and three methods, of
    // which interlacing is the last.
    let Some(&[.., interlaced]) = bytes.get(16..29) else {
        return Err(Fault::Broken {
            format: Format::Png,
            why: "its header is cut off".to_owned(),
        });
    };
    // Never more than four samples of 16 bits.
    let row = u64::from(size.0) * 8;
    let held = if interlaced == 0 {
        row * 5
    } else {
        row * 5 + u64::from(size.0) * u64::from(size.1) * 4
    };
    Ok((memory + held + OWN, reduced))
}

/// The pixels, reduced row by row.
pub(crate) fn read(
    bytes: &[u8],
    size: (u32, u32),
    need: Need,
    watch: Watch<'_>,
) -> Result<Source, Fault> {
    let broken = |why: String| Fault::Broken {
        format: Format::Png,
        why,
    };
    let told = |error: png::DecodingError| broken(error.to_string());
    // A row, and chunks of a few bytes.
    let limits = Limits {
        bytes: (size.0 as usize).saturating_mul(8).saturating_add(1 << 16),
    };
    let mut decoder = Decoder::new_with_limits(watch.file(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    // Read below, no larger than a profile is.
    decoder.set_ignore_iccp_chunk(true);
    // 16 bits become 8, palettes become colours, a transparent colour alpha.
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(told)?;
    if (reader.info().width, reader.info().height) != size {
        return Err(broken("it has two headers".to_owned()));
    }
    let color = reader.output_color_type().0;
    let side = Reducer::side(need.shrink);
    let whole = reader.output_buffer_size().unwrap_or(usize::MAX);
    let row = reader.output_line_size(size.0).unwrap_or(usize::MAX);
    let mut rows = Reducer::new(need.window, side);
    // What lies below the window has only to be there.
    let ends = png_chunk(bytes, b"IEND").is_some();
    let last = if ends { need.window.bottom } else { size.1 };
    if reader.info().interlaced {
        let mut all = vec![0; whole];
        reader.next_frame(&mut all).map_err(told)?;
        all.chunks_exact(row)
            .for_each(|row| feed(&mut rows, row, color));
    } else {
        for _ in 0..last {
            watch.check()?;
            let row = reader.next_row().map_err(told)?;
            let row = row.ok_or_else(|| broken("its end is missing".to_owned()))?;
            feed(&mut rows, row.data(), color);
        }
    }
    if last == size.1 {
        reader.finish().map_err(told)?;
    }
    Ok(Source {
        pixels: rows.finish(),
        scale: 1.0 / f64::from(side),
        origin: (need.window.left, need.window.top),
        profile: profile(bytes),
        notes: Vec::new(),
    })
}

/// After a name and a byte for the only method there is, compressed: perhaps a
/// bomb.
fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let chunk = png_chunk(bytes, b"iCCP")?;
    let name = chunk.iter().position(|byte| *byte == 0)?;
    let packed = chunk.get(name + 2..)?;
    fdeflate::decompress_to_vec_bounded(packed, colour::LARGEST).ok()
}

fn feed(rows: &mut Reducer, row: &[u8], color: ColorType) {
    match color {
        ColorType::Grayscale => rows.row(row.iter().map(|l| [*l, *l, *l, 255])),
        ColorType::GrayscaleAlpha => {
            rows.row(row.as_chunks().0.iter().map(|[l, a]| [*l, *l, *l, *a]));
        }
        ColorType::Rgb => rows.row(row.as_chunks().0.iter().map(|[r, g, b]| [*r, *g, *b, 255])),
        // A palette is expanded by the decoder, to three or four.
        ColorType::Rgba | ColorType::Indexed => rows.row(row.as_chunks().0.iter().copied()),
    }
}
