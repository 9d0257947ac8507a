//! How much of a picture is acceptable.

use crate::{Fault, Format};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub accepted: &'static [Format],
    /// Width times height.
    pub max_pixels: u64,
    /// The file's size.
    pub max_bytes: usize,
}

impl Limits {
    /// What is sent to `media/uploadimg`: at most 2 MB (server-api.md §5.1).
    /// The formats and the 50 million pixels are this project's choice.
    pub const UPLOADIMG: Self = Self {
        accepted: &[Format::Jpeg, Format::Png],
        max_pixels: 50_000_000,
        max_bytes: 2 * 1024 * 1024,
    };

    /// WeCom takes files of more bytes than this (server-api.md §5.1).
    pub(crate) const TOO_SMALL: usize = 5;

    pub(crate) fn check_pixels(&self, width: u32, height: u32) -> Result<(), Fault> {
        if u64::from(width) * u64::from(height) > self.max_pixels {
            return Err(Fault::TooManyPixels {
                width,
                height,
                max: self.max_pixels,
            });
        }
        Ok(())
    }

    pub(crate) fn check_bytes(&self, bytes: usize) -> Result<(), Fault> {
        if bytes > self.max_bytes {
            return Err(Fault::TooLarge {
                bytes,
                max: self.max_bytes,
            });
        }
        Ok(())
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::UPLOADIMG
    }
}
