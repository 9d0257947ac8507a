//! Good pictures and the means to damage them.

use wecom_share_image::{Format, Limits};

pub struct Sample {
    pub name: &'static str,
    pub format: Format,
    pub bytes: &'static [u8],
}

macro_rules! sample {
    ($name:literal, $format:ident) => {
        Sample {
            name: $name,
            format: Format::$format,
            bytes: include_bytes!(concat!("../samples/", $name)),
        }
    };
}

/// What can be decoded.
pub static SAMPLES: [Sample; 14] = [
    sample!("baseline.jpg", Jpeg),
    sample!("progressive.jpg", Jpeg),
    sample!("fine.jpg", Jpeg),
    sample!("restarts.jpg", Jpeg),
    sample!("grey.jpg", Jpeg),
    sample!("cmyk.jpg", Jpeg),
    sample!("ycck.jpg", Jpeg),
    sample!("truecolour.png", Png),
    sample!("palette.png", Png),
    sample!("interlaced.png", Png),
    sample!("palette.gif", Gif),
    sample!("animated.gif", Gif),
    sample!("lossy.webp", WebP),
    sample!("lossless.webp", WebP),
];

/// By libwebp, of several drawings.
pub static WEBPS: [Sample; 19] = [
    sample!("webp/alpha-above.webp", WebP),
    sample!("webp/alpha-gradient.webp", WebP),
    sample!("webp/alpha-left.webp", WebP),
    sample!("webp/alpha-plain.webp", WebP),
    sample!("webp/alpha-raw.webp", WebP),
    sample!("webp/alpha-reduced.webp", WebP),
    sample!("webp/alpha.webp", WebP),
    sample!("webp/animated-lossy.webp", WebP),
    sample!("webp/animated.webp", WebP),
    sample!("webp/cache.webp", WebP),
    sample!("webp/extended-lossy.webp", WebP),
    sample!("webp/extended.webp", WebP),
    sample!("webp/groups.webp", WebP),
    sample!("webp/near.webp", WebP),
    sample!("webp/palette16.webp", WebP),
    sample!("webp/palette2.webp", WebP),
    sample!("webp/palette256.webp", WebP),
    sample!("webp/palette4.webp", WebP),
    sample!("webp/transforms.webp", WebP),
];

pub fn all_samples() -> impl Iterator<Item = &'static Sample> {
    SAMPLES.iter().chain(&WEBPS)
}

pub const BITMAP: &[u8] = include_bytes!("../samples/bitmap.bmp");

/// Bitmaps of other kinds.
pub const BITMAPS: [&[u8]; 3] = [
    include_bytes!("../samples/runs.bmp"),
    include_bytes!("../samples/os2.bmp"),
    include_bytes!("../samples/alpha.bmp"),
];

pub const SIZE: (u32, u32) = (61, 43);

/// All that can be decoded, of at most a million pixels.
pub const ALL_FORMATS: Limits = Limits {
    accepted: &[Format::Jpeg, Format::Png, Format::Gif, Format::WebP],
    max_pixels: 1_000_000,
    max_bytes: 2 * 1024 * 1024,
};

pub fn sample(name: &str) -> &'static [u8] {
    all_samples()
        .find(|sample| sample.name == name)
        .unwrap()
        .bytes
}

/// Where a JPEG's frame header starts: FF C0 or FF C2.
pub fn frame_header(jpeg: &[u8]) -> usize {
    let header = |pair: &[u8]| matches!(pair, [0xFF, 0xC0 | 0xC2]);
    jpeg.windows(2).position(header).unwrap()
}

/// A PNG's size, written into its header with the checksum to go with it.
pub fn resized_png(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut png = png.to_vec();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    png
}

pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
