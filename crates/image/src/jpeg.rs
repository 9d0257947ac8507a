//! JPEG: the size from the frame header, then all of it.

use std::io::Cursor;

use zune_core::{colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

use crate::{
    Fault, Format, Note,
    pixels::{Pixels, Reducer},
    source::Source,
    watch::Watch,
};

/// A progressive picture has about ten scans; each costs a walk over all
/// pixels, and a hostile one may have thousands.
const MAX_SCANS: usize = 40;

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;

pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), String> {
    for segment in Segments::new(bytes) {
        let Segment { marker, data } = segment?;
        if is_frame_header(marker) {
            let [_, h1, h2, w1, w2, ..] = *data else {
                return Err("its frame header is too short".to_owned());
            };
            let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
            return Ok((side(w1, w2), side(h1, h2)));
        }
        if marker == START_OF_SCAN || marker == END_OF_IMAGE {
            break;
        }
    }
    Err("it has no frame header".to_owned())
}

/// The decoder paints what is missing grey and says nothing, so whether the
/// file is whole is seen by its end mark.
pub(crate) fn decode(bytes: &[u8], size: (u32, u32)) -> Result<(), String> {
    whole(bytes)?;
    let options = DecoderOptions::default()
        .set_max_width(size.0 as usize)
        .set_max_height(size.1 as usize)
        .jpeg_set_max_scans(MAX_SCANS);
    let mut header = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    header.decode_headers().map_err(|error| error.to_string())?;
    let same = header.dimensions() == Some((size.0 as usize, size.1 as usize));
    if !same {
        return Err("it has two frame headers".to_owned());
    }
    // Brightness alone shows whether it can be decoded, in a third of the
    // memory; not every colour space can be reduced to it.
    let reduced = match header.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    let options = options.jpeg_set_out_colorspace(reduced);
    JpegDecoder::new_with_options(Cursor::new(bytes), options)
        .decode()
        .map(drop)
        .map_err(|error| error.to_string())
}

fn broken(why: String) -> Fault {
    Fault::Broken {
        format: Format::Jpeg,
        why,
    }
}

pub(crate) fn cost(
    bytes: &[u8],
    size: (u32, u32),
    shrink: f64,
) -> Result<(u64, (u32, u32)), Fault> {
    let header = Header::read(bytes).map_err(broken)?;
    let eighths = eighths(shrink);
    let scaled = |side: u32| (side * eighths).div_ceil(8);
    let reduced = (scaled(size.0), scaled(size.1));
    Ok((header.memory(size, reduced), reduced))
}

/// The pixels, decoded at a half, a quarter or an eighth of the size when
/// `shrink` allows it: that is where most of the time is saved.
pub(crate) fn read(
    bytes: &[u8],
    size: (u32, u32),
    shrink: f64,
    watch: Watch<'_>,
) -> Result<Source, Fault> {
    let header = Header::read(bytes).map_err(broken)?;
    if header.scans > MAX_SCANS {
        return Err(broken(format!("it has more than {MAX_SCANS} scans")));
    }
    let eighths = eighths(shrink);
    let scaled = |side: u32| (side * eighths).div_ceil(8);
    let (width, height) = (scaled(size.0), scaled(size.1));
    let mut decoder = jpeg_decoder::Decoder::new(watch.file(bytes));
    let told = |error: jpeg_decoder::Error| match error {
        jpeg_decoder::Error::Unsupported(what) => Fault::NotSupported {
            format: Format::Jpeg,
            what: format!("{what:?}"),
        },
        other => broken(other.to_string()),
    };
    let short = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
    decoder.scale(short(width), short(height)).map_err(told)?;
    let data = decoder.decode().map_err(told)?;
    let info = decoder
        .info()
        .ok_or_else(|| broken("it has no frame header".to_owned()))?;
    if (u32::from(info.width), u32::from(info.height)) != (width, height) {
        return Err(broken("it has two frame headers".to_owned()));
    }
    let mut notes = Vec::new();
    let mut rows = Reducer::new((width, height), 1);
    let across = width as usize;
    match info.pixel_format {
        jpeg_decoder::PixelFormat::L8 => {
            for row in data.chunks_exact(across) {
                rows.row(row.iter().map(|luma| [*luma, *luma, *luma, 255]));
            }
        }
        jpeg_decoder::PixelFormat::RGB24 => {
            for row in data.chunks_exact(across * 3) {
                rows.row(row.as_chunks().0.iter().map(|[r, g, b]| [*r, *g, *b, 255]));
            }
        }
        jpeg_decoder::PixelFormat::CMYK32 => {
            notes.push(Note::CmykByFormula);
            // The decoder takes inks to be stored inverted, as Adobe's
            // programs do; others store them as they are.
            let inverted = if header.adobe { 0 } else { 255 };
            for row in data.chunks_exact(across * 4) {
                let inks = row.as_chunks().0.iter();
                rows.row(inks.map(|inks| printed(inks.map(|ink| ink ^ inverted))));
            }
        }
        jpeg_decoder::PixelFormat::L16 => {
            return Err(Fault::NotSupported {
                format: Format::Jpeg,
                what: "more than 8 bits a sample".to_owned(),
            });
        }
    }
    let pixels: Pixels = rows.finish();
    Ok(Source {
        pixels,
        scale: f64::from(eighths) / 8.0,
        profile: decoder.icc_profile(),
        lossy: true,
        notes,
    })
}

/// EXIF, without the mark before it.
pub(crate) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    Segments::new(bytes)
        .map_while(Result::ok)
        .take_while(|segment| segment.marker != START_OF_SCAN)
        .filter(|segment| segment.marker == 0xE1)
        .find_map(|segment| segment.data.strip_prefix(b"Exif\0\0"))
}

/// The smallest of 1, 2, 4 and 8 eighths that leaves the better filter at least
/// one and a half pixels for each it makes.
fn eighths(shrink: f64) -> u32 {
    let enough = |eighths: &u32| shrink * f64::from(*eighths) / 8.0 >= 1.5;
    [1, 2, 4].into_iter().find(enough).unwrap_or(8)
}

/// What white paper looks like with these inks on it, each from 0 to 255.
/// Without the printer's profile no formula is right; this one is usual.
fn printed([c, m, y, k]: [u8; 4]) -> [u8; 4] {
    let light = |ink: u8| {
        let light = (255 - u32::from(ink)) * (255 - u32::from(k));
        u8::try_from((light + 127) / 255).unwrap_or(255)
    };
    [light(c), light(m), light(y), 255]
}

struct Header {
    scans: usize,
    progressive: bool,
    components: u8,
    adobe: bool,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, String> {
        whole(bytes)?;
        let mut header = Self {
            scans: 0,
            progressive: false,
            components: 3,
            adobe: false,
        };
        for segment in Segments::new(bytes) {
            let Segment { marker, data } = segment?;
            match marker {
                START_OF_SCAN => header.scans += 1,
                END_OF_IMAGE => break,
                0xEE => header.adobe |= data.starts_with(b"Adobe"),
                _ if is_frame_header(marker) => {
                    header.progressive = marker == 0xC2;
                    header.components = data.get(5).copied().unwrap_or(3);
                }
                _ => {}
            }
        }
        Ok(header)
    }

    /// The decoder's planes and its result, and four bytes a pixel of ours. A
    /// progressive file, and one with a scan for each component, is kept as
    /// coefficients of two bytes until the last scan.
    fn memory(&self, full: (u32, u32), scaled: (u32, u32)) -> u64 {
        let area = |(width, height): (u32, u32)| {
            // Whole blocks of at most 32 pixels each way.
            u64::from(width.next_multiple_of(32)) * u64::from(height.next_multiple_of(32))
        };
        let components = u64::from(self.components);
        let coefficients = if self.progressive || self.scans > 1 {
            2 * components * area(full)
        } else {
            0
        };
        (2 * components + 4) * area(scaled) + coefficients
    }
}

fn whole(bytes: &[u8]) -> Result<(), String> {
    let mut scans = 0;
    for segment in Segments::new(bytes) {
        match segment?.marker {
            START_OF_SCAN => scans += 1,
            END_OF_IMAGE if scans == 0 => return Err("it has no pixels".to_owned()),
            END_OF_IMAGE => return Ok(()),
            _ => {}
        }
    }
    Err("its end is missing".to_owned())
}

/// SOF0–SOF15 without the three of that range that are something else.
fn is_frame_header(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Walks from marker to marker; the entropy-coded data of scans is passed over.
struct Segments<'a> {
    rest: Option<&'a [u8]>,
}

struct Segment<'a> {
    marker: u8,
    /// Without its length.
    data: &'a [u8],
}

impl<'a> Segments<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        // Past the start mark.
        Self {
            rest: bytes.get(2..),
        }
    }

    /// The next marker: the bytes before it are data of a scan, or filling.
    /// 00 after FF is a stuffed FF, D0–D7 restart a scan, FF fills.
    fn marker(rest: &'a [u8]) -> Option<(u8, &'a [u8])> {
        let mut at = 0;
        loop {
            at += rest.get(at..)?.iter().position(|byte| *byte == 0xFF)? + 1;
            match *rest.get(at)? {
                0x00 | 0x01 | 0xD0..=0xD7 => at += 1,
                0xFF => {}
                marker => return Some((marker, &rest[at + 1..])),
            }
        }
    }

    fn segment(marker: u8, rest: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        if marker == END_OF_IMAGE {
            return Some((&[], rest));
        }
        let (length, _) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let data = rest.get(2..length)?;
        Some((data, rest.get(length..)?))
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Result<Segment<'a>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let (marker, rest) = Self::marker(self.rest.take()?)?;
        let Some((data, rest)) = Self::segment(marker, rest) else {
            return Some(Err(format!("its segment {marker:02X} is cut off")));
        };
        self.rest = Some(rest);
        Some(Ok(Segment { marker, data }))
    }
}
