//! Ten thousand files near good ones, and bombs: whatever they are, what is held
//! stays within what was announced, and nothing panics.

use std::collections::BTreeMap;

use wecom_share_image::{Bounds, Crop, Fault, Format, Limits, Recipe, inspect, memory_needed};

use crate::{
    alone,
    drawn::{Drawing, exif},
    measured,
    samples::{ALL_FORMATS, BITMAP, BITMAPS, all_samples, crc32, resized_png, sample},
    vp8l,
};

const FILES: usize = 10_000;

const BOUNDS: Bounds = Bounds {
    max_bytes: 1024 * 1024,
    max_pixels: 1_000_000,
    max_memory: 24_000_000,
};

/// What may be held before a file is refused by its header.
const LOOKING: u64 = 256 * 1024;

/// The same files on every machine (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        // What lengths, sizes and markers are made of.
        const TELLING: [u8; 8] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF, 0xC0, 0xDA];
        match self.below(3) {
            0 => TELLING[self.below(TELLING.len())],
            _ => self.below(256) as u8,
        }
    }

    fn damaged(&mut self, good: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = good.to_vec();
        for _ in 0..=self.below(5) {
            let at = self.below(bytes.len());
            // Headers are where sizes are.
            let at = if self.below(2) == 0 {
                at.min(self.below(64))
            } else {
                at
            };
            match self.below(8) {
                0 => bytes.truncate(at),
                1 => {
                    let many = self.below(64);
                    let stretch: Vec<u8> = bytes.iter().skip(at).take(many).copied().collect();
                    let to = self.below(bytes.len());
                    drop(bytes.splice(to..to, stretch));
                }
                2 => {
                    let end = (at + self.below(40)).min(bytes.len());
                    drop(bytes.drain(at.min(end)..end));
                }
                3 => {
                    let from = self.below(other.len());
                    bytes.truncate(at);
                    bytes.extend_from_slice(&other[from..]);
                }
                _ => {
                    let byte = self.byte();
                    if let Some(to) = bytes.get_mut(at) {
                        *to = byte;
                    }
                }
            }
        }
        bytes
    }
}

/// A PNG whose chunks have the checksums of what is in them, as far as they can
/// be walked: what a decoder does not read is no test of it.
fn with_checksums(png: &[u8]) -> Vec<u8> {
    let mut png = png.to_vec();
    let mut at = 8;
    while let Some(length) = png.get(at..).and_then(<[u8]>::first_chunk) {
        let end = (at + 8).saturating_add(u32::from_be_bytes(*length) as usize);
        let Some(chunk) = png.get(at + 4..end) else {
            break;
        };
        let checksum = crc32(chunk).to_be_bytes();
        let Some(place) = png.get_mut(end..end + 4) else {
            break;
        };
        place.copy_from_slice(&checksum);
        at = end + 4;
    }
    png
}

#[test]
fn ten_thousand_damaged_files_are_refused_or_made_within_the_memory_announced() {
    let _alone = alone();
    let photo = Drawing::new(120, 90, |x, y| [(x * 2) as u8, (y * 2) as u8, 99]);
    let telephone = photo.jpeg_with(80, |file| {
        file.add_exif_metadata(&exif(6)).unwrap();
        let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
        file.add_icc_profile(&profile).unwrap();
        file.set_progressive(true);
    });
    // Packed in no way, so that damage is found by what reads the rows.
    let mut stored = Vec::new();
    let mut encoder = png::Encoder::new(&mut stored, photo.width, photo.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::NoCompression);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(photo.bytes()).unwrap();
    writer.finish().unwrap();
    let good: Vec<&[u8]> = all_samples()
        .map(|sample| sample.bytes)
        .chain(BITMAPS)
        .chain([BITMAP, &telephone, &stored])
        .collect();
    let recipes = [
        Recipe::card_cover(Crop::Attention),
        Recipe::picture(),
        Recipe {
            max_bytes: 2000,
            ..Recipe::moments()
        },
    ];
    let mut dice = Dice(0x5EED);
    // By format: those whose header was good enough to be decoded, and those that
    // came through.
    let mut begun: BTreeMap<Format, usize> = BTreeMap::new();
    let mut made: BTreeMap<Format, usize> = BTreeMap::new();
    for number in 0..FILES {
        let other = good[dice.below(good.len())];
        let mut file = dice.damaged(good[number % good.len()], other);
        if Format::recognise(&file) == Some(Format::Png) && dice.below(4) > 0 {
            file = with_checksums(&file);
        }
        let recipe = &recipes[dice.below(recipes.len())];
        let announced = memory_needed(&file, recipe, &BOUNDS);
        let (rendition, held) = measured(&file, recipe, &BOUNDS);
        let allowed = match &announced {
            Ok(announced) if *announced <= BOUNDS.max_memory => {
                let format = Format::recognise(&file).unwrap();
                *begun.entry(format).or_default() += 1;
                if rendition.is_ok() {
                    *made.entry(format).or_default() += 1;
                }
                *announced
            }
            _ => LOOKING,
        };
        assert!(
            held <= allowed,
            "file {number}: {held} held, {allowed} allowed"
        );
        match rendition {
            Ok(rendition) => {
                assert!(rendition.bytes.len() <= recipe.max_bytes, "file {number}");
                // Read again by a decoder of somebody else's.
                Drawing::of(&rendition);
            }
            Err(fault) => {
                assert!(!fault.code().is_empty() && !fault.chinese().is_empty());
                if let Err(early) = announced {
                    assert_eq!(fault, early, "file {number}");
                }
            }
        }
        let _ = inspect(&file, &ALL_FORMATS);
    }
    // Neither harmless nor hopeless, for any decoder.
    for format in [
        Format::Jpeg,
        Format::Png,
        Format::Gif,
        Format::WebP,
        Format::Bmp,
    ] {
        let (begun, made) = (begun[&format], made[&format]);
        assert!(begun > FILES / 40, "{format}: {begun}");
        assert!(
            (begun / 20..begun * 19 / 20).contains(&made),
            "{format}: {made} of {begun}"
        );
    }
}

fn png_with(chunk: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 40, 32);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_chunk(png::chunk::ChunkType(chunk), data)
        .unwrap();
    writer.write_image_data(&[7; 40 * 32]).unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn bombs_do_not_get_the_memory_they_ask_for() {
    let _alone = alone();
    let zeros = fdeflate::compress_to_vec(&vec![0; 300 << 20]);
    let inflating = |name: &str| [name.as_bytes(), b"\0\0", &zeros].concat();
    let mut black = Vec::new();
    let mut encoder = png::Encoder::new(&mut black, 7000, 7000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; 875 * 7000]).unwrap();
    writer.finish().unwrap();
    let gigapixel = resized_png(&black, 32_000, 32_000);
    // One frame after another, each as large as the screen, each a few bytes.
    let gif = sample("animated.gif");
    let body = &gif[13..gif.len() - 1];
    let frames = [&gif[..13], &body.repeat(2000), b";"].concat();
    // A group of codes for every few pixels; and a colour for very many.
    let codes = vp8l::bomb_of_codes();
    let plain = vp8l::Bits::picture(7000, 7000);
    let plain = plain.clone().codes().plain([1, 2, 3, 255]).file();
    for (name, file, limit) in [
        (
            "a profile of 300 MB",
            png_with(*b"iCCP", &inflating("p")),
            8 << 20,
        ),
        (
            "a text of 300 MB",
            png_with(*b"zTXt", &inflating("t")),
            8 << 20,
        ),
        ("49 million black pixels", black, 16 << 20),
        ("a gigapixel", gigapixel, LOOKING),
        ("thousands of frames", frames, 8 << 20),
        ("65,536 groups of codes", codes, 32 << 20),
        ("49 million pixels in 33 bytes", plain, 256 << 20),
    ] {
        let recipe = Recipe::card_cover(Crop::Attention);
        let (made, held) = measured(&file, &recipe, &Bounds::DEFAULT);
        assert!(held <= limit, "{name}: {held}");
        match memory_needed(&file, &recipe, &Bounds::DEFAULT) {
            Ok(announced) => assert!(held <= announced, "{name}: {held} of {announced}"),
            Err(fault) => {
                assert!(
                    matches!(fault, Fault::TooManyPixels { .. }),
                    "{name}: {fault}"
                );
                assert_eq!(made, Err(fault));
            }
        }
        let _ = inspect(&file, &Limits::default());
    }
}
