//! BMP as it is usually written: 1, 4 or 8 bits with a palette, 24 or 32 bits
//! with the usual order of colours. Compressed ones are refused by name.

use crate::{Fault, Format, geometry::Need, pixels::Reducer, source::Source, watch::Watch};

const FILE_HEADER: usize = 14;

pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let header = Header::read(bytes)?;
    Ok((header.width, header.height))
}

pub(crate) fn cost(need: Need) -> (u64, (u32, u32)) {
    Reducer::cost(need.window, Reducer::side(need.shrink))
}

pub(crate) fn read(bytes: &[u8], need: Need, watch: Watch<'_>) -> Result<Source, Fault> {
    let header = Header::read(bytes)?;
    let side = Reducer::side(need.shrink);
    let missing = || broken("its end is missing");
    let pixels = bytes.get(header.pixels..).ok_or_else(missing)?;
    let stride = (u64::from(header.width) * u64::from(header.bits)).div_ceil(32) * 4;
    let stride = usize::try_from(stride).map_err(|_| missing())?;
    let mut rows = Reducer::new(need.window, side);
    for y in 0..header.height as usize {
        watch.check()?;
        let y = if header.upwards {
            header.height as usize - 1 - y
        } else {
            y
        };
        let from = stride.checked_mul(y).ok_or_else(missing)?;
        let row = pixels.get(from..).and_then(|rest| rest.get(..stride));
        let row = row.ok_or_else(missing)?;
        match header.bits {
            24 => rows.row(row.as_chunks().0.iter().map(|[b, g, r]| [*r, *g, *b, 255])),
            32 => rows.row(
                row.as_chunks()
                    .0
                    .iter()
                    .map(|[b, g, r, _]| [*r, *g, *b, 255]),
            ),
            bits => {
                let each = 8 / u32::from(bits);
                let index = |x: u32| {
                    let byte = row.get((x / each) as usize).copied().unwrap_or(0);
                    let shift = 8 - u32::from(bits) * (x % each + 1);
                    usize::from(byte >> shift) & ((1 << bits) - 1)
                };
                let color = |at: usize| match header.palette.get(at) {
                    Some([b, g, r, _]) => [*r, *g, *b, 255],
                    None => [0, 0, 0, 255],
                };
                rows.row((0..header.width).map(|x| color(index(x))));
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

struct Header<'a> {
    width: u32,
    height: u32,
    /// The last row comes first.
    upwards: bool,
    bits: u16,
    palette: &'a [[u8; 4]],
    /// Where the pixels start.
    pixels: usize,
}

impl<'a> Header<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        let long = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map(u32::from_le_bytes)
                .ok_or_else(|| broken("its header is cut off"))
        };
        let length = long(FILE_HEADER)?;
        if length < 40 {
            return Err(not_supported("a header of OS/2"));
        }
        let (width, height) = (long(18)?.cast_signed(), long(22)?.cast_signed());
        let bits = u16::try_from(long(26)? >> 16).unwrap_or(0);
        let masks = |at: usize| Ok([long(at)?, long(at + 4)?, long(at + 8)?]);
        match (long(30)?, bits) {
            (0, 1 | 4 | 8 | 24 | 32) => {}
            (3, 32) if masks(54)? == [0x00FF_0000, 0x0000_FF00, 0x0000_00FF] => {}
            (0 | 3, bits) => return Err(not_supported(&format!("{bits} bits a pixel"))),
            (other, _) => return Err(not_supported(&format!("compression {other}"))),
        }
        let palette = if bits <= 8 {
            let colors = match long(46)? as usize {
                0 => 1 << bits,
                colors => colors.min(256),
            };
            let rest = bytes.get(FILE_HEADER + length as usize..).unwrap_or(&[]);
            let chunks = rest.as_chunks::<4>().0;
            chunks.get(..colors).unwrap_or(chunks)
        } else {
            &[]
        };
        Ok(Self {
            width: u32::try_from(width).map_err(|_| broken("its width is negative"))?,
            height: height.unsigned_abs(),
            upwards: height > 0,
            bits,
            palette,
            pixels: long(10)? as usize,
        })
    }
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
