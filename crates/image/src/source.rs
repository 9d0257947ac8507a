//! A file turned into pixels, not larger than needed.

use crate::{Bounds, Fault, Format, Note, bmp, gif, jpeg, pixels::Pixels, png, webp};

#[derive(Debug)]
pub(crate) struct Source {
    /// As stored: not yet turned.
    pub pixels: Pixels,
    /// Pixels here for one in the file, each way.
    pub scale: f64,
    /// ICC.
    pub profile: Option<Vec<u8>>,
    /// Fine detail was lost before.
    pub lossy: bool,
    pub notes: Vec<Note>,
}

impl Source {
    /// Width and height by the header alone; neither is 0.
    pub fn measure(format: Format, bytes: &[u8]) -> Result<(u32, u32), Fault> {
        let size = match format {
            Format::Jpeg => jpeg::measure(bytes),
            Format::Png => png::measure(bytes),
            Format::Gif => gif::measure(bytes),
            Format::WebP => webp::measure(bytes),
            Format::Bmp => Ok(bmp::measure(bytes)?),
        };
        let why = match size {
            Ok((0, _) | (_, 0)) => "it has no pixels".to_owned(),
            Ok(size) => return Ok(size),
            Err(why) => why,
        };
        Err(Fault::Broken { format, why })
    }

    /// `shrink` is how many pixels of the file come to one of the rendition.
    pub fn read(
        format: Format,
        bytes: &[u8],
        size: (u32, u32),
        shrink: f64,
        bounds: &Bounds,
    ) -> Result<Self, Fault> {
        match format {
            Format::Jpeg => jpeg::read(bytes, size, shrink, bounds),
            Format::Png => png::read(bytes, size, shrink, bounds),
            Format::Gif => gif::read(bytes, size, shrink, bounds),
            Format::WebP => webp::read(bytes, size, shrink, bounds),
            Format::Bmp => bmp::read(bytes, size, shrink, bounds),
        }
    }
}
