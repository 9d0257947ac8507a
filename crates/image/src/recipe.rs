//! What a picture is to become, for each place it can go.

use std::ops::RangeInclusive;

#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    pub frame: Frame,
    /// Of the JPEG file that comes out.
    pub max_bytes: usize,
    /// Of JPEG, 1 to 100: the best that fits is taken. When not even the lowest
    /// fits, pixels are given up.
    pub quality: RangeInclusive<u8>,
}

/// The shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Frame {
    /// Filled by the picture; what does not fit is cut off.
    Cover { width: u32, height: u32, crop: Crop },
    /// The whole picture, in the middle, with white beside it.
    Pad { width: u32, height: u32 },
    /// The whole picture, made smaller when its sides are longer.
    Within { long: u32, short: u32 },
}

/// Which part is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Crop {
    Centre,
    /// As near to this point as can be; from 0 to 1, from the left and the top
    /// of the picture as seen.
    Focus {
        x: f64,
        y: f64,
    },
    /// Where most is to be seen: edges and strong colours. It does not know
    /// faces.
    Attention,
}

impl Recipe {
    /// A card's cover: 5:4, 520×416 advised (client-api.md §5.2). No limit of
    /// bytes is documented; this one is the project's, for a cover that is
    /// there at once.
    #[must_use]
    pub fn card_cover(crop: Crop) -> Self {
        let [width, height] = Self::COVER;
        Self::cover(Frame::Cover {
            width,
            height,
            crop,
        })
    }

    /// The same with nothing cut off.
    #[must_use]
    pub fn card_cover_padded() -> Self {
        let [width, height] = Self::COVER;
        Self::cover(Frame::Pad { width, height })
    }

    /// A picture attachment: 2 MB (server-api.md §5.3). The pixels are the
    /// project's choice: a screen's width, and posters as long as Moments take.
    #[must_use]
    pub fn picture() -> Self {
        Self {
            frame: Frame::Within {
                long: 10_800,
                short: 1440,
            },
            max_bytes: 2 * 1024 * 1024,
            quality: 50..=88,
        }
    }

    /// A picture of Moments: sides of at most 10800 and 1080 (server-api.md
    /// §5.5). The 10 MB allowed there are more than a link of the upload-image
    /// call may have, which is the other way to send one: so 2 MB.
    #[must_use]
    pub fn moments() -> Self {
        Self {
            frame: Frame::Within {
                long: 10_800,
                short: 1080,
            },
            ..Self::picture()
        }
    }

    const COVER: [u32; 2] = [520, 416];

    fn cover(frame: Frame) -> Self {
        Self {
            frame,
            max_bytes: 128 * 1024,
            quality: 50..=85,
        }
    }
}
