//! Writing JPEG: baseline, with codes made to measure in one scan of all
//! components, which every program reads.
//!
//! Pixels are transformed once; a quality is then tried by rounding and counting,
//! so that searching for the best one that fits is cheap, and the size is known
//! before a byte is written.

mod blocks;
mod codes;
mod forward;

pub(crate) use self::forward::{Block, Coefficients, Sampling};

use pulp::{Arch, Simd, WithSimd};

use self::{
    blocks::{Counts, Rounding, Writer},
    codes::Code,
};
use super::transform::ZIGZAG;

/// Numbers of steps, to be written as they are.
pub(crate) trait Picture {
    /// Calls with 0 for brightness or 1 for colour, the component, and a block in
    /// zigzag order; in the order of a scan.
    fn each_block(&self, with: impl FnMut(usize, usize, &Block));
}

/// What a file's headers say.
pub(crate) struct Head {
    pub width: u16,
    pub height: u16,
    /// The sampling factors of brightness, across above down; those of the colours
    /// are 1.
    pub factors: u8,
    /// Of brightness, and of colour; in zigzag order.
    pub steps: [[u8; 64]; 2],
}

/// A file that is not written yet.
pub(crate) struct Trial<P> {
    picture: P,
    head: Head,
    codes: [[Code; 2]; 2],
    bits: u64,
}

impl<'a> Trial<Rounded<'a>> {
    /// What a picture becomes at one quality, from 1 to 100, in tenths.
    pub fn new(coefficients: &'a Coefficients, tenths: u16) -> Self {
        let steps = STEPS.map(|table| scaled(table, tenths));
        let rounding = [0, 1].map(|kind| Rounding::new(kind, &steps[kind]));
        let head = Head {
            width: coefficients.width,
            height: coefficients.height,
            factors: match coefficients.sampling {
                Sampling::Full => 0x11,
                Sampling::Halved => 0x22,
            },
            // No step is larger than 255.
            steps: steps.map(|steps| ZIGZAG.map(|place| steps[usize::from(place)] as u8)),
        };
        let picture = Rounded {
            coefficients,
            rounding,
        };
        Self::of(picture, head)
    }
}

impl<P: Picture> Trial<P> {
    pub fn of(picture: P, head: Head) -> Self {
        let counts = Arch::new().dispatch(Counting(&picture));
        let codes = counts.codes();
        Self {
            picture,
            head,
            bits: counts.bits(&codes),
            codes,
        }
    }

    /// The least that the file will have; few more.
    pub fn bytes(&self) -> usize {
        let tables: usize = self.codes.as_flattened().iter().map(Code::length).sum();
        HEADERS + tables + usize::try_from(self.bits.div_ceil(8)).unwrap_or(usize::MAX)
    }

    pub fn file(&self) -> Vec<u8> {
        let mut file = Vec::with_capacity(self.bytes() + self.bytes() / 64);
        self.headers(&mut file);
        let mut file = Arch::new().dispatch(Writing(&self.picture, Writer::new(file, &self.codes)));
        file.extend_from_slice(&[0xFF, 0xD9]);
        file
    }

    fn headers(&self, file: &mut Vec<u8>) {
        file.extend_from_slice(&[0xFF, 0xD8]);
        // Version 1.1; pixels are square; no thumbnail.
        segment(file, 0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let Head {
            width,
            height,
            factors,
            steps,
        } = &self.head;
        for (number, steps) in (0..).zip(steps) {
            let mut table = vec![number];
            table.extend(steps);
            segment(file, 0xDB, &table);
        }
        let ([w1, w2], [h1, h2]) = (width.to_be_bytes(), height.to_be_bytes());
        segment(
            file,
            0xC0,
            &[8, h1, h2, w1, w2, 3, 1, *factors, 0, 2, 0x11, 1, 3, 0x11, 1],
        );
        for (number, kind) in (0..).zip(&self.codes) {
            for (class, code) in (0..).zip(kind) {
                let mut table = vec![class << 4 | number];
                code.table(&mut table);
                segment(file, 0xC4, &table);
            }
        }
        segment(file, 0xDA, &[3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }
}

// By the widest instructions that the processor has.
struct Counting<'a, P>(&'a P);
struct Writing<'a, P>(&'a P, Writer<'a>);

impl<P: Picture> WithSimd for Counting<'_, P> {
    type Output = Counts;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let mut counts = Counts::default();
        self.0
            .each_block(|kind, component, block| counts.add(kind, component, block));
        counts
    }
}

impl<P: Picture> WithSimd for Writing<'_, P> {
    type Output = Vec<u8>;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Self::Output {
        let Self(picture, mut writer) = self;
        picture.each_block(|kind, component, block| writer.write(kind, component, block));
        writer.finish()
    }
}

/// Coefficients as whole numbers of steps.
pub(crate) struct Rounded<'a> {
    coefficients: &'a Coefficients,
    rounding: [Rounding; 2],
}

impl Picture for Rounded<'_> {
    #[inline(always)]
    fn each_block(&self, mut with: impl FnMut(usize, usize, &Block)) {
        self.coefficients.each_block(|kind, component, block| {
            with(kind, component, &self.rounding[kind].of(block));
        });
    }
}

/// All but the code tables and the scan's data.
const HEADERS: usize = 2 + 18 + 2 * 69 + 19 + 14 + 2;

fn segment(file: &mut Vec<u8>, marker: u8, data: &[u8]) {
    // Never more than a few hundred bytes.
    let [high, low] = ((data.len() + 2) as u16).to_be_bytes();
    file.extend_from_slice(&[0xFF, marker, high, low]);
    file.extend_from_slice(data);
}

/// The standard's example tables (T.81 K.1), row by row: what qualities are
/// counted from everywhere.
const STEPS: [[u16; 64]; 2] = [
    [
        16, 11, 10, 16, 24, 40, 51, 61, //
        12, 12, 14, 19, 26, 58, 60, 55, //
        14, 13, 16, 24, 40, 57, 69, 56, //
        14, 17, 22, 29, 51, 87, 80, 62, //
        18, 22, 37, 56, 68, 109, 103, 77, //
        24, 35, 55, 64, 81, 104, 113, 92, //
        49, 64, 78, 87, 103, 121, 120, 101, //
        72, 92, 95, 98, 112, 100, 103, 99,
    ],
    [
        17, 18, 24, 47, 99, 99, 99, 99, //
        18, 21, 26, 66, 99, 99, 99, 99, //
        24, 26, 56, 99, 99, 99, 99, 99, //
        47, 66, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99,
    ],
];

/// The largest steps of those tables lose thin lines of text and save little.
const LARGEST_STEP: u16 = 100;

/// As libjpeg counts qualities, but in tenths.
fn scaled(table: [u16; 64], tenths: u16) -> [u16; 64] {
    let tenths = u32::from(tenths.clamp(10, 1000));
    // Of a step, in thousandths.
    let part = if tenths < 500 {
        500_000 / tenths
    } else {
        2000 - 2 * tenths
    };
    table.map(|step| ((u32::from(step.min(LARGEST_STEP)) * part + 500) / 1000).clamp(1, 255) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pixels::Pixels;

    fn noisy(width: u32, height: u32, noise: u32) -> Pixels {
        let mut pixels = Pixels::white(width, height);
        for (at, pixel) in (0_u32..).zip(pixels.data.as_chunks_mut::<4>().0) {
            let (x, y) = (at % width, at / width);
            let mixed = ((x * 0x9E37) ^ y.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
            let part = |shift: u32| ((mixed >> shift & 0xFF) * noise / 255) as u8;
            let smooth = [x * 3, y * 2, x + y].map(|it| (it % (256 - noise)) as u8);
            *pixel = [
                smooth[0] + part(24),
                smooth[1] + part(16),
                smooth[2] + part(8),
                255,
            ];
        }
        pixels
    }

    /// Read by a decoder of somebody else's.
    fn read(file: &[u8]) -> (u16, u16, Vec<u8>) {
        let mut decoder = jpeg_decoder::Decoder::new(file);
        let data = decoder.decode().unwrap();
        let info = decoder.info().unwrap();
        (info.width, info.height, data)
    }

    #[test]
    fn a_file_is_read_as_it_was_meant() {
        for size in [(1, 1), (8, 8), (7, 19), (16, 16), (61, 43), (130, 33)] {
            for sampling in [Sampling::Full, Sampling::Halved] {
                for (tenths, noise, most) in [(1000, 255, 1.2), (950, 20, 3.5), (750, 0, 9.0)] {
                    // What half as many colours cannot hold is not the writer's.
                    if sampling == Sampling::Halved && noise > 0 {
                        continue;
                    }
                    let pixels = noisy(size.0, size.1, noise);
                    let coefficients = Coefficients::new(&pixels, sampling);
                    let trial = Trial::new(&coefficients, tenths);
                    let file = trial.file();
                    assert!((trial.bytes()..trial.bytes() + 9000).contains(&file.len()));
                    let (width, height, data) = read(&file);
                    assert_eq!((width.into(), height.into()), size);
                    let pairs = data
                        .as_chunks::<3>()
                        .0
                        .iter()
                        .zip(pixels.data.as_chunks::<4>().0);
                    let sum: u32 = pairs
                        .flat_map(|(a, b)| a.iter().zip(b))
                        .map(|(a, b)| u32::from(a.abs_diff(*b)))
                        .sum();
                    let mean = f64::from(sum) / data.len() as f64;
                    assert!(mean < most, "{size:?}, {sampling:?}, {tenths}: {mean}");
                }
            }
        }
    }

    #[test]
    fn every_quality_is_a_file_and_more_of_it_is_never_much_smaller() {
        let coefficients = Coefficients::new(&noisy(64, 48, 60), Sampling::Halved);
        let mut before = 0;
        for tenths in (10..=1000).step_by(30) {
            let file = Trial::new(&coefficients, tenths).file();
            assert_eq!(read(&file).2.len(), 64 * 48 * 3);
            assert!(file.len() + 40 > before, "{tenths}");
            before = file.len();
        }
    }

    #[test]
    fn the_size_is_known_before_a_byte_is_written() {
        for noise in [0, 100, 255] {
            let coefficients = Coefficients::new(&noisy(200, 120, noise), Sampling::Full);
            let trial = Trial::new(&coefficients, 900);
            let (told, file) = (trial.bytes(), trial.file());
            let from = file
                .windows(2)
                .rposition(|pair| pair == [0xFF, 0xDA])
                .unwrap();
            let stuffed = file[from..].windows(2).filter(|pair| pair == &[0xFF, 0]);
            assert_eq!(told + stuffed.count(), file.len());
        }
    }
}
