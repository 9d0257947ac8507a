//! JPEG: the size from the frame header, then all of it.

use std::io::Cursor;

use zune_core::{colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

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
