//! BMP: 1 to 32 bits a pixel, with a palette or masks, plain or in runs, by
//! Windows or OS/2. What else a header can ask for is refused by name.

mod header;
mod runs;

use self::header::{Header, Kind};
use crate::{Fault, Format, geometry::Need, pixels::Reducer, source::Source, watch::Watch};

pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let header = Header::read(bytes)?;
    Ok((header.width, header.height))
}

/// Runs are written out first, a byte a pixel, for they come from below.
pub(crate) fn cost(bytes: &[u8], need: Need) -> Result<(u64, (u32, u32)), Fault> {
    let header = Header::read(bytes)?;
    let (memory, reduced) = Reducer::cost(need.window, Reducer::side(need.shrink));
    let runs = match header.kind {
        Kind::Runs { .. } => u64::from(header.width) * u64::from(header.height),
        _ => 0,
    };
    Ok((memory + runs + 4096, reduced))
}

pub(crate) fn read(bytes: &[u8], need: Need, watch: Watch<'_>) -> Result<Source, Fault> {
    let header = Header::read(bytes)?;
    let side = Reducer::side(need.shrink);
    let missing = || broken("its end is missing");
    let data = bytes.get(header.pixels..).ok_or_else(missing)?;
    let written_out;
    let (data, bits) = match header.kind {
        Kind::Runs { halves } => {
            let size = (header.width as usize, header.height as usize);
            written_out = runs::written_out(data, size, halves, watch)?;
            (&written_out[..], 8)
        }
        _ => (data, u64::from(header.bits)),
    };
    let width = u64::from(header.width);
    let stride = match header.kind {
        Kind::Runs { .. } => width,
        _ => (width * bits).div_ceil(32) * 4,
    };
    let stride = usize::try_from(stride).map_err(|_| missing())?;
    let kind = match header.kind {
        // Some programs say that there is alpha and leave all of it 0.
        Kind::Masks(masks) if masks.all_transparent(data, header.bits) => {
            Kind::Masks(masks.opaque())
        }
        kind => kind,
    };
    let mut rows = Reducer::new(need.window, side);
    for y in 0..header.height as usize {
        watch.check()?;
        let y = if header.upwards {
            header.height as usize - 1 - y
        } else {
            y
        };
        let from = stride.checked_mul(y).ok_or_else(missing)?;
        let row = data.get(from..).and_then(|rest| rest.get(..stride));
        let row = row.ok_or_else(missing)?;
        match &kind {
            Kind::Colours => {
                rows.row(row.as_chunks().0.iter().map(|[b, g, r]| [*r, *g, *b, 255]));
            }
            Kind::Masks(masks) if header.bits == 16 => {
                let pixels = row.as_chunks().0.iter();
                rows.row(pixels.map(|pixel| masks.colour(u16::from_le_bytes(*pixel).into())));
            }
            Kind::Masks(masks) => {
                let pixels = row.as_chunks().0.iter();
                rows.row(pixels.map(|pixel| masks.colour(u32::from_le_bytes(*pixel))));
            }
            Kind::Palette | Kind::Runs { .. } => {
                let bits = bits as u32;
                let each = 8 / bits;
                let colour = |x: u32| {
                    let byte = row.get((x / each) as usize).copied().unwrap_or(0);
                    let index = byte >> (8 - bits * (x % each + 1));
                    header.colour(usize::from(index) & ((1 << bits) - 1))
                };
                rows.row((0..header.width).map(colour));
            }
        }
    }
    Ok(Source {
        pixels: rows.finish(),
        scale: 1.0 / f64::from(side),
        origin: (need.window.left, need.window.top),
        profile: None,
        notes: Vec::new(),
    })
}

fn broken(why: &str) -> Fault {
    Fault::Broken {
        format: Format::Bmp,
        why: why.to_owned(),
    }
}

fn not_supported(what: &str) -> Fault {
    Fault::NotSupported {
        format: Format::Bmp,
        what: what.to_owned(),
    }
}
