//! Why a picture is refused.

use thiserror::Error;

use crate::Format;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    #[error("this is not a picture: it does not begin like a JPEG, PNG, GIF, WebP or BMP file")]
    NotRecognised,
    #[error("a file of {bytes} bytes is not a picture")]
    TooSmall { bytes: usize },
    #[error("this is a {format} picture; that format is not accepted")]
    NotAccepted { format: Format },
    #[error("the picture has {width}×{height} pixels; at most {max} in all are accepted")]
    TooManyPixels { width: u32, height: u32, max: u64 },
    #[error("the file has {bytes} bytes; at most {max} are accepted")]
    TooLarge { bytes: usize, max: usize },
    #[error("this {format} picture is broken: {why}")]
    Broken { format: Format, why: String },
}

impl Fault {
    /// A name that does not change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotRecognised | Self::TooSmall { .. } => "image_not_recognised",
            Self::NotAccepted { .. } => "image_format_not_accepted",
            Self::TooManyPixels { .. } => "image_too_many_pixels",
            Self::TooLarge { .. } => "image_too_large",
            Self::Broken { .. } => "image_broken",
        }
    }
}
