//! Accepts pictures from strangers: recognised by content, measured before any
//! pixel is allocated, then decoded to see whether they are whole.
//!
//! Which formats WeCom's `media/uploadimg` takes is not printed on its page
//! (server-api.md §5.3). JPEG and PNG is this project's choice: they are what
//! `media/upload` documents for pictures. The other formats are recognised so
//! that the refusal can name them.
//!
//! [`inspect`] judges a file that is passed on as it is; [`render`] makes of any
//! picture a new file for one place it can go to.

mod attention;
mod bmp;
mod bounds;
mod clean;
mod colour;
mod encode;
mod fault;
mod format;
mod geometry;
mod gif;
mod jpeg;
mod limits;
mod memory;
mod note;
mod orientation;
mod pixels;
mod png;
mod recipe;
mod render;
mod source;
mod watch;
mod webp;

pub use self::{
    bounds::Bounds,
    clean::without_metadata,
    fault::Fault,
    format::Format,
    limits::Limits,
    note::Note,
    recipe::{Crop, Frame, Recipe},
    render::{Rendition, memory_needed, render, render_until},
};

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Picture {
    pub format: Format,
    /// Pixels, as stored: a rotation noted in the file is not applied.
    pub width: u32,
    /// Pixels, as `width`.
    pub height: u32,
    /// The file's size.
    pub bytes: usize,
}

/// Looks at a file: its first bytes, its header, then all of it. The name it
/// came with and the type it claimed play no part.
///
/// This is work for the processor, one or two seconds for the largest picture.
/// Measured memory: 5 bytes a pixel for a lossless WebP, 1 for a GIF, less than half a
/// byte for a JPEG, a few rows for a PNG. Keep it off async threads
/// and run one or two at a time.
///
/// # Errors
/// Any [`Fault`]: the cheapest to find first.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Picture, Fault> {
    if bytes.len() <= Limits::TOO_SMALL {
        return Err(Fault::TooSmall { bytes: bytes.len() });
    }
    let format = Format::of(bytes)?;
    if !limits.accepted.contains(&format) {
        return Err(Fault::NotAccepted {
            format: format.name(),
        });
    }
    let broken = |why| Fault::Broken { format, why };
    let (width, height) = measure(format, bytes).map_err(broken)?;
    limits.check_pixels(width, height)?;
    limits.check_bytes(bytes.len())?;
    decode(format, bytes)?;
    Ok(Picture {
        format,
        width,
        height,
        bytes: bytes.len(),
    })
}

/// Width and height by the header alone; neither is 0.
fn measure(format: Format, bytes: &[u8]) -> Result<(u32, u32), String> {
    let size = match format {
        Format::Jpeg => jpeg::measure(bytes),
        Format::Png => png::measure(bytes),
        Format::Gif => gif::measure(bytes),
        Format::WebP => webp::measure(bytes),
        Format::Bmp => Err(not_supported()),
    }?;
    match size {
        (0, _) | (_, 0) => Err("it has no pixels".to_owned()),
        size => Ok(size),
    }
}

/// Whether every pixel is there, as far as the format lets one tell.
fn decode(format: Format, bytes: &[u8]) -> Result<(), Fault> {
    let decoded = match format {
        Format::Jpeg => return jpeg::decode(bytes),
        Format::WebP => return webp::decode(bytes),
        Format::Png => png::decode(bytes),
        Format::Gif => gif::decode(bytes),
        Format::Bmp => Err(not_supported()),
    };
    decoded.map_err(|why| Fault::Broken { format, why })
}

fn not_supported() -> String {
    "BMP is recognised but not passed on".to_owned()
}
