//! A file turned into pixels, not larger than needed.

use crate::{
    Fault, Format, Note, bmp, geometry::Need, gif, jpeg, pixels::Pixels, png, watch::Watch, webp,
};

#[derive(Debug)]
pub(crate) struct Source {
    /// As stored: not yet turned.
    pub pixels: Pixels,
    /// Pixels here for one in the file, each way.
    pub scale: f64,
    /// Where in the file the upper left corner stands, in its pixels.
    pub origin: (u32, u32),
    /// ICC.
    pub profile: Option<Vec<u8>>,
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

    /// The most [`read`](Self::read) holds at once, the pixels it returns
    /// included, and the size of those.
    pub fn cost(
        format: Format,
        bytes: &[u8],
        size: (u32, u32),
        need: Need,
    ) -> Result<(u64, (u32, u32)), Fault> {
        match format {
            Format::Jpeg => jpeg::cost(bytes, need),
            Format::Png => png::cost(bytes, size, need),
            Format::Gif => Ok(gif::cost(size, need)),
            Format::WebP => webp::cost(bytes, need),
            Format::Bmp => bmp::cost(bytes, need),
        }
    }

    pub fn read(
        format: Format,
        bytes: &[u8],
        size: (u32, u32),
        need: Need,
        watch: Watch<'_>,
    ) -> Result<Self, Fault> {
        let read = match format {
            Format::Jpeg => jpeg::read(bytes, size, need, watch),
            Format::Png => png::read(bytes, size, need, watch),
            Format::Gif => gif::read(bytes, need, watch),
            Format::WebP => webp::read(bytes, need, watch),
            Format::Bmp => bmp::read(bytes, need, watch),
        };
        read.map_err(|fault| watch.blame(fault))
    }
}
