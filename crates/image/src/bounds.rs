//! What one picture may cost while a rendition is made of it.

use crate::{Fault, Limits};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The file's size.
    pub max_bytes: usize,
    /// Width times height, as the header says.
    pub max_pixels: u64,
    /// Bytes for all that is held at once beside the file: what
    /// [`memory_needed`](crate::memory_needed) says.
    pub max_memory: u64,
}

impl Bounds {
    /// This project's choice: what telephones and cameras make passes, 108 million
    /// pixels in the largest of their usual modes; what that takes is bounded by
    /// memory and time.
    pub const DEFAULT: Self = Self {
        max_bytes: 32 * 1024 * 1024,
        max_pixels: 110_000_000,
        max_memory: 256 * 1024 * 1024,
    };

    pub(crate) fn check_file(&self, bytes: usize) -> Result<(), Fault> {
        if bytes <= Limits::TOO_SMALL {
            return Err(Fault::TooSmall { bytes });
        }
        if bytes > self.max_bytes {
            let max = self.max_bytes;
            return Err(Fault::TooLarge { bytes, max });
        }
        Ok(())
    }

    pub(crate) fn check_pixels(&self, width: u32, height: u32) -> Result<(), Fault> {
        let max = self.max_pixels;
        if u64::from(width) * u64::from(height) > max {
            return Err(Fault::TooManyPixels { width, height, max });
        }
        Ok(())
    }

    pub(crate) fn check_memory(&self, needed: u64) -> Result<(), Fault> {
        let max = self.max_memory;
        if needed > max {
            return Err(Fault::TooMuchMemory { needed, max });
        }
        Ok(())
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self::DEFAULT
    }
}
