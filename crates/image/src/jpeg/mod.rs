//! JPEG (ITU-T T.81): baseline and progressive, Huffman-coded, 8 bits a sample.
//!
//! Written here because nothing else in safe Rust decodes at a part of the size
//! without first decoding nearly all of it: `docs/decisions/0010-own-jpeg-decoder.md`.

mod bits;
mod frame;
mod huffman;
mod planes;
mod rows;
pub(crate) mod same;
mod scan;
mod segments;
#[cfg(test)]
mod tests;
mod transform;
pub(crate) mod write;

use self::{
    frame::{Component, Scan, Tables, Trouble, View},
    planes::{Blocks, Coefficients, Plane},
    rows::{Colours, Rows},
    segments::{END_OF_IMAGE, Header, START_OF_SCAN, Segments, is_frame_header},
    transform::Size,
};
use crate::{
    Fault, Format, Note,
    geometry::{Need, Window},
    pixels::Pixels,
    source::Source,
    watch::Watch,
};

/// A progressive picture has about ten scans; each costs a walk over all
/// pixels, and a hostile one may have thousands.
const MAX_SCANS: usize = 40;

/// Tables, and what is left of a file's segments.
const OWN: u64 = 256 * 1024;

/// A profile in pieces, and whole.
const LARGEST_PROFILE: usize = crate::colour::LARGEST;

fn broken(why: &str) -> Fault {
    Fault::Broken {
        format: Format::Jpeg,
        why: why.to_owned(),
    }
}

fn told(trouble: Trouble) -> Fault {
    match trouble {
        Trouble::Broken(why) => broken(why),
        Trouble::NotSupported(what) => Fault::NotSupported {
            format: Format::Jpeg,
            what: what.to_owned(),
        },
    }
}

/// Width and height by the first frame header.
pub(crate) fn measure(bytes: &[u8]) -> Result<(u32, u32), String> {
    for segment in Segments::new(bytes) {
        let segment = segment?;
        if is_frame_header(segment.marker) {
            let [_, h1, h2, w1, w2, ..] = *segment.data else {
                return Err("its frame header is too short".to_owned());
            };
            let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
            return Ok((side(w1, w2), side(h1, h2)));
        }
        if matches!(segment.marker, START_OF_SCAN | END_OF_IMAGE) {
            break;
        }
    }
    Err("it has no frame header".to_owned())
}

/// Whether all of it can be read: decoded at an eighth, which takes every code
/// but makes hardly any pixels.
pub(crate) fn decode(bytes: &[u8]) -> Result<(), Fault> {
    let header = checked(bytes)?;
    let whole = Window::whole((header.frame.width, header.frame.height));
    let view = View::of(&header.frame, whole);
    let watch = Watch::new(&|| false);
    decoded(bytes, &header, &view, Size::at_least(1), watch).map(drop)
}

pub(crate) fn cost(bytes: &[u8], need: Need) -> Result<(u64, (u32, u32)), Fault> {
    let header = checked(bytes)?;
    let full = enough(need.shrink);
    let view = View::of(&header.frame, need.window);
    let reduced = scaled((view.frame.width, view.frame.height), full);
    let components = header.frame.components.iter();
    let planes = components.map(|component| {
        let size = component.size(&header.frame, full);
        Plane::cost(&header.frame, &view, component, size)
    });
    let (samples, kept) = planes.fold((0, 0), |sum, plane| (sum.0 + plane.0, sum.1 + plane.1));
    let pixels = u64::from(reduced.0) * u64::from(reduced.1) * 4;
    let rows = Rows::cost(reduced.0);
    // Coefficients are gone before there are pixels.
    let memory = (samples + kept.max(pixels + rows)) + OWN + 2 * LARGEST_PROFILE as u64;
    Ok((memory, reduced))
}

/// The pixels that are needed, decoded at some eighths of the size when that is
/// enough: that is where most of the time is saved.
pub(crate) fn read(
    bytes: &[u8],
    size: (u32, u32),
    need: Need,
    watch: Watch<'_>,
) -> Result<Source, Fault> {
    let header = checked(bytes)?;
    if (header.frame.width, header.frame.height) != size {
        return Err(broken("it has two frame headers"));
    }
    let full = enough(need.shrink);
    let view = View::of(&header.frame, need.window);
    let (width, height) = scaled((view.frame.width, view.frame.height), full);
    let planes = decoded(bytes, &header, &view, full, watch)?;
    let colours = colours(&header);
    let mut notes = Vec::new();
    if matches!(colours, Colours::Cmyk { .. } | Colours::Ycck) {
        notes.push(Note::CmykByFormula);
    }
    let mut rows = Rows::new(&view.frame, &planes, ((width, height), full), colours);
    let mut data = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height as usize {
        watch.check()?;
        rows.put(y, width as usize, &mut data);
    }
    Ok(Source {
        pixels: Pixels {
            width,
            height,
            data,
        },
        scale: f64::from(full.pixels()) / 8.0,
        origin: view.corner(),
        profile: profile(bytes),
        notes,
    })
}

/// EXIF, without the mark before it.
pub(crate) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    before_scans(bytes, 0xE1).find_map(|data| data.strip_prefix(b"Exif\0\0"))
}

/// ICC, put together from its pieces (ICC.1 B.4), which are in order in all but
/// broken files.
fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let pieces = before_scans(bytes, 0xE2).filter_map(|data| data.strip_prefix(b"ICC_PROFILE\0"));
    let profile = pieces.fold(Vec::new(), |mut profile, piece| {
        if profile.len() <= LARGEST_PROFILE {
            profile.extend_from_slice(piece.get(2..).unwrap_or(&[]));
        }
        profile
    });
    (!profile.is_empty()).then_some(profile)
}

fn before_scans(bytes: &[u8], marker: u8) -> impl Iterator<Item = &[u8]> {
    Segments::new(bytes)
        .map_while(Result::ok)
        .take_while(|segment| segment.marker != START_OF_SCAN)
        .filter(move |segment| segment.marker == marker)
        .map(|segment| segment.data)
}

fn checked(bytes: &[u8]) -> Result<Header, Fault> {
    let header = Header::read(bytes).map_err(told)?;
    if header.scans > MAX_SCANS {
        return Err(broken(&format!("it has more than {MAX_SCANS} scans")));
    }
    Ok(header)
}

/// The size of a block that leaves the better filter at least 1.4 pixels for each
/// it makes: 1.5 would take three eighths of 3000×4000 for a cover, not a quarter,
/// and look no better.
fn enough(shrink: f64) -> Size {
    // A float beyond the range becomes the nearest number.
    Size::at_least((8.0 * 1.4 / shrink).ceil() as u32)
}

fn scaled(size: (u32, u32), full: Size) -> (u32, u32) {
    let side = |side: u32| (side * full.pixels()).div_ceil(8);
    (side(size.0), side(size.1))
}

fn colours(header: &Header) -> Colours {
    let names: Vec<u8> = header.frame.components.iter().map(|it| it.id).collect();
    match (names.len(), header.adobe) {
        (1, _) => Colours::Grey,
        (3, Some(0)) => Colours::Rgb,
        (3, None) if !header.jfif && names == *b"RGB" => Colours::Rgb,
        (3, _) => Colours::YCbCr,
        (_, Some(2)) => Colours::Ycck,
        (_, adobe) => Colours::Cmyk {
            inverted: adobe.is_some(),
        },
    }
}

/// All scans, into the samples of each component.
fn decoded(
    bytes: &[u8],
    header: &Header,
    view: &View,
    size: Size,
    watch: Watch<'_>,
) -> Result<Vec<Plane>, Fault> {
    let frame = &header.frame;
    let components = || frame.components.iter();
    let size = |component: &Component| component.size(frame, size);
    let planes = components().map(|it| Plane::new(view, it, size(it)));
    let mut planes: Vec<Plane> = planes.collect();
    let kept = components().filter(|_| frame.progressive);
    let kept = kept.map(|it| Coefficients::new(frame, view, it, size(it)));
    let mut kept: Vec<Coefficients> = kept.collect();
    let tables = scans(bytes, header, |data, tables, scan| {
        if frame.progressive {
            scan::progressive(data, frame, tables, scan, &mut kept, watch)
        } else {
            scan::sequential(data, frame, tables, scan, &mut planes, watch)
        }
    })?;
    for ((kept, plane), component) in kept.iter().zip(&mut planes).zip(&frame.components) {
        let steps = tables.quantisation[component.quantisation];
        plane.begin(&steps.ok_or_else(|| broken("a table is missing"))?);
        for row in 0..kept.rows() {
            watch.check()?;
            kept.write_row(row, plane);
        }
    }
    Ok(planes)
}

/// Goes through all scans, each with the tables that are in force. Answers those
/// that are left.
fn scans(
    bytes: &[u8],
    header: &Header,
    mut read: impl FnMut(&[u8], &Tables, &Scan) -> Result<(), Fault>,
) -> Result<Tables, Fault> {
    let frame = &header.frame;
    let mut tables = Tables::default();
    let mut seen = vec![false; frame.components.len()];
    for segment in Segments::new(bytes) {
        let segment = segment.map_err(|why| broken(&why))?;
        match segment.marker {
            END_OF_IMAGE => break,
            START_OF_SCAN => {
                let scan = Scan::read(segment.data, frame);
                let scan = scan.ok_or_else(|| broken("a scan's header makes no sense"))?;
                for (which, ..) in &scan.parts {
                    if seen[*which] && !frame.progressive {
                        return Err(broken("a component comes twice"));
                    }
                    seen[*which] = true;
                }
                read(segment.rest, &tables, &scan)?;
            }
            _ => {
                let read = tables.read(&segment);
                read.ok_or_else(|| broken("a table makes no sense"))?;
            }
        }
    }
    if seen.contains(&false) {
        return Err(broken("a component is missing"));
    }
    Ok(tables)
}
