//! Pictures drawn by the tests, and what comes back read by another decoder.

use std::io::Cursor;

use wecom_share_image::Rendition;
use zune_core::{colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

/// Red, green and blue for each pixel.
#[derive(Clone)]
pub struct Drawing {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<[u8; 3]>,
}

impl Drawing {
    pub fn new(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 3]) -> Self {
        let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self {
            width,
            height,
            pixels: rows.map(|(x, y)| color(x, y)).collect(),
        }
    }

    pub fn of(rendition: &Rendition) -> Self {
        let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
        let file = Cursor::new(&rendition.bytes);
        let mut decoder = JpegDecoder::new_with_options(file, options);
        let data = decoder.decode().unwrap();
        let (width, height) = decoder.dimensions().unwrap();
        let read = Self {
            width: u32::try_from(width).unwrap(),
            height: u32::try_from(height).unwrap(),
            pixels: data.as_chunks().0.to_vec(),
        };
        let told = (rendition.width, rendition.height);
        assert_eq!(
            (read.width, read.height),
            told,
            "the file has the told size"
        );
        read
    }

    pub fn at(&self, x: u32, y: u32) -> [u8; 3] {
        self.pixels[(y * self.width + x) as usize]
    }

    /// The four corners: upper left, upper right, lower left, lower right; some
    /// pixels off the rim.
    pub fn corners(&self) -> [[u8; 3]; 4] {
        let (right, below) = (self.width - 4, self.height - 4);
        [(3, 3), (right, 3), (3, below), (right, below)].map(|(x, y)| self.at(x, y))
    }

    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    pub fn jpeg(&self, quality: u8) -> Vec<u8> {
        self.jpeg_with(quality, |_| {})
    }

    pub fn jpeg_with(
        &self,
        quality: u8,
        settings: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>),
    ) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, quality);
        settings(&mut encoder);
        let [width, height] = [self.width, self.height].map(|side| u16::try_from(side).unwrap());
        let kind = jpeg_encoder::ColorType::Rgb;
        encoder.encode(self.bytes(), width, height, kind).unwrap();
        file
    }

    pub fn png(&self, exif: Option<&[u8]>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().unwrap();
        if let Some(exif) = exif {
            let name = png::chunk::ChunkType(*b"eXIf");
            writer.write_chunk(name, exif).unwrap();
        }
        writer.write_image_data(self.bytes()).unwrap();
        writer.finish().unwrap();
        file
    }

    pub fn webp(&self, exif: Option<&[u8]>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = image_webp::WebPEncoder::new(&mut file);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif.to_vec());
        }
        let kind = image_webp::ColorType::Rgb8;
        let (width, height) = (self.width, self.height);
        encoder.encode(self.bytes(), width, height, kind).unwrap();
        file
    }

    /// 24 bits, the last row first.
    pub fn bmp(&self) -> Vec<u8> {
        let mut file = b"BM".to_vec();
        for long in [0, 0, 54, 40, self.width, self.height, 1 | 24 << 16] {
            file.extend_from_slice(&long.to_le_bytes());
        }
        file.resize(54, 0);
        for row in self.pixels.chunks_exact(self.width as usize).rev() {
            row.iter().for_each(|[r, g, b]| file.extend([b, g, r]));
            file.resize(54 + (file.len() - 54).next_multiple_of(4), 0);
        }
        file
    }

    /// The mean difference of a sample.
    pub fn difference(&self, other: &Self) -> f64 {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let pairs = self.bytes().iter().zip(other.bytes());
        let sum: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
        sum / self.bytes().len() as f64
    }

    /// Of each colour.
    pub fn mean(&self) -> [f64; 3] {
        let sum = |at: usize| {
            self.pixels
                .iter()
                .map(|pixel| f64::from(pixel[at]))
                .sum::<f64>()
        };
        [0, 1, 2].map(|at| sum(at) / self.pixels.len() as f64)
    }

    pub fn luma(&self) -> Vec<f64> {
        let luma = |[r, g, b]: &[u8; 3]| {
            0.299 * f64::from(*r) + 0.587 * f64::from(*g) + 0.114 * f64::from(*b)
        };
        self.pixels.iter().map(luma).collect()
    }

    /// Structural similarity of brightness, the mean over squares of 8×8: 1 is
    /// the same.
    pub fn similarity(&self, other: &Self) -> f64 {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let (mine, its) = (self.luma(), other.luma());
        let mut scores = Vec::new();
        for top in (0..self.height - 7).step_by(4) {
            for left in (0..self.width - 7).step_by(4) {
                let square =
                    || (0..64).map(move |i| ((top + i / 8) * self.width + left + i % 8) as usize);
                let mean = |of: &[f64]| square().map(|at| of[at]).sum::<f64>() / 64.0;
                let (a, b) = (mean(&mine), mean(&its));
                let covariance = |x: &[f64], mx: f64, y: &[f64], my: f64| {
                    square().map(|at| (x[at] - mx) * (y[at] - my)).sum::<f64>() / 63.0
                };
                let both = covariance(&mine, a, &its, b);
                let (va, vb) = (covariance(&mine, a, &mine, a), covariance(&its, b, &its, b));
                let (c1, c2) = (6.5025, 58.5225);
                scores.push(
                    (2.0 * a * b + c1) * (2.0 * both + c2)
                        / ((a * a + b * b + c1) * (va + vb + c2)),
                );
            }
        }
        scores.iter().sum::<f64>() / scores.len() as f64
    }
}

/// EXIF of nothing but a direction and, in its text, something private.
pub fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    tiff.extend_from_slice(&orientation.to_be_bytes());
    tiff.extend_from_slice(b"\0\0\0\0\0\0GPS 31.2304N 121.4737E");
    tiff
}

/// Whether two colours are the same but for what JPEG does to them.
pub fn near(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 24)
}
