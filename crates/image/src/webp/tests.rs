//! Held against a decoder and an encoder that nobody here wrote.

use std::io::Cursor;

use image_webp::{ColorType, EncoderParams, WebPEncoder};
use proptest::{prelude::*, sample::Index};

use self::vp8l::Bits;
use super::*;

#[path = "../../tests/it/vp8l.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod vp8l;

macro_rules! sample {
    ($name:literal, $size:expr, $sum:literal) => {
        (
            $name,
            include_bytes!(concat!("../../tests/samples/webp/", $name, ".webp")).as_slice(),
            $size,
            $sum,
        )
    };
}

fn go_on() -> bool {
    false
}

/// Red, green, blue and alpha of the first picture.
fn ours(file: &[u8]) -> Result<((u32, u32), Vec<u8>), Fault> {
    let still = Still::read(file).map_err(broken)?;
    let watch = Watch::new(&go_on);
    let mut pixels = Vec::new();
    match still.coded {
        Coded::Lossless(data) => {
            let mut picture = lossless::Picture::read(data, watch)?;
            while let Some(row) = picture.row() {
                for pixel in row {
                    let [alpha, red, green, blue] = pixel.to_be_bytes();
                    pixels.extend([red, green, blue, alpha]);
                }
            }
        }
        Coded::Lossy(data, alpha) => {
            let mut alpha = alpha
                .map(|it| Alpha::read(it, still.size, watch))
                .transpose()?;
            lossy::read(data, Window::whole(still.size), false, watch, &mut |row| {
                let alpha = alpha.as_mut().map(Alpha::row);
                for (at, [red, green, blue, _]) in row.iter().enumerate() {
                    pixels.extend([*red, *green, *blue, alpha.map_or(255, |it| it[at])]);
                }
            })?;
        }
    }
    Ok((still.size, pixels))
}

/// The same by image-webp.
fn theirs(file: &[u8]) -> Option<((u32, u32), Vec<u8>)> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(file)).ok()?;
    let mut pixels = vec![0; decoder.output_buffer_size()?];
    decoder.read_image(&mut pixels).ok()?;
    if !decoder.has_alpha() {
        let opaque = |pixel: &[u8]| [pixel[0], pixel[1], pixel[2], 255];
        pixels = pixels.chunks_exact(3).flat_map(opaque).collect();
    }
    Some((decoder.dimensions(), pixels))
}

/// Name, file and size of a picture by libwebp, and the CRC of red, green, blue and
/// alpha as libwebp 1.6 decodes them; of a lossy one, of alpha alone.
type Sample = (&'static str, &'static [u8], (u32, u32), u32);

const SAMPLES: [Sample; 19] = [
    sample!("alpha-above", (61, 43), 0x8470_6C08),
    sample!("alpha-gradient", (61, 43), 0x7BE8_6EAB),
    sample!("alpha-left", (61, 43), 0x97AC_5F3D),
    sample!("alpha-plain", (61, 43), 0xD901_B297),
    sample!("alpha-raw", (61, 43), 0x017B_9E8C),
    sample!("alpha-reduced", (61, 43), 0x38BD_7BA5),
    sample!("alpha", (61, 43), 0x51EE_A649),
    sample!("animated-lossy", (41, 29), 0x346A_D6AE),
    sample!("animated", (40, 30), 0x7C04_16BE),
    sample!("cache", (61, 43), 0x554B_0D17),
    sample!("extended-lossy", (61, 43), 0x0B42_6D2C),
    sample!("extended", (61, 43), 0xF243_322A),
    sample!("groups", (192, 192), 0xC9B5_4419),
    sample!("near", (61, 43), 0x5850_D827),
    sample!("palette16", (61, 43), 0x7E7D_8560),
    sample!("palette2", (61, 43), 0xAB19_0D79),
    sample!("palette256", (61, 43), 0x160A_6F85),
    sample!("palette4", (61, 43), 0xFC33_4BBE),
    sample!("transforms", (61, 43), 0x7892_331D),
];

#[test]
fn files_of_libwebp_have_the_pixels_that_libwebp_sees() {
    for (name, file, expected, sum) in SAMPLES {
        let (size, pixels) = ours(file).expect(name);
        assert_eq!(size, expected, "{name}");
        let lossy = matches!(Still::read(file).unwrap().coded, Coded::Lossy(..));
        let alpha: Vec<u8> = pixels.iter().skip(3).step_by(4).copied().collect();
        let seen = if lossy { &alpha } else { &pixels };
        assert_eq!(crc32fast::hash(seen), sum, "{name}");
    }
}

/// Colours of a list, in runs and here and there.
fn drawing(size: (u32, u32), seed: u64, colours: u32, again: u64, alpha: bool) -> Vec<u8> {
    let mut dice = seed | 1;
    let mut next = || {
        // xorshift, Marsaglia 2003.
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice
    };
    let colours: Vec<u32> = (0..colours).map(|_| next() as u32).collect();
    let mut colour = colours[0];
    let pixels = (0..size.0 * size.1).flat_map(|_| {
        if next() % 100 >= again {
            colour = colours[next() as usize % colours.len()];
        }
        let [red, green, blue, own] = colour.to_le_bytes();
        [red, green, blue, if alpha { own } else { 255 }]
    });
    pixels.collect()
}

#[test]
fn every_predictor_is_that_of_image_webp_and_those_that_do_not_exist_are_the_first() {
    let predicted = |mode: u8| {
        let mut file = Bits::picture(19, 11);
        // The predictor for squares of 4×4, the same in all of them.
        file.put(0b001, 3)
            .put(0, 3)
            .put(0, 1)
            .plain([0, mode, 0, 0]);
        file.codes().bytes().bytes().bytes().bytes().one(0);
        for byte in drawing((19, 11), 77, 4000, 0, true) {
            file.byte(byte.into());
        }
        file.file()
    };
    let first = ours(&predicted(0)).unwrap();
    for mode in 0..14 {
        let file = predicted(mode);
        let ours = ours(&file).unwrap();
        assert_eq!(ours == first, mode == 0, "{mode}");
        assert_eq!(Some(ours), theirs(&file), "{mode}");
    }
    for mode in 14..16 {
        assert_eq!(ours(&predicted(mode)).unwrap(), first, "{mode}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_image_webp_writes_is_read_as_it_was_and_as_it_reads_it(
        size in (1..90_u32, 1..50_u32),
        seed in any::<u64>(),
        colours in prop_oneof![1..5_u32, 5..300_u32, 300..4000_u32],
        again in 0..100_u64,
        alpha in any::<bool>(),
        predicted in any::<bool>(),
    ) {
        let pixels = drawing(size, seed, colours, again, alpha);
        let mut file = Vec::new();
        let mut encoder = WebPEncoder::new(&mut file);
        let mut params = EncoderParams::default();
        params.use_predictor_transform = predicted;
        encoder.set_params(params);
        encoder.encode(&pixels, size.0, size.1, ColorType::Rgba8).unwrap();
        let ours = ours(&file).unwrap();
        prop_assert_eq!(&ours, &(size, pixels));
        prop_assert_eq!(Some(ours), theirs(&file));
    }

    #[test]
    fn a_window_shows_what_stands_there_in_the_whole(
        which in any::<Index>(),
        corners in (0.0..0.9_f64, 0.0..0.9_f64, 0.0..1.0_f64, 0.0..1.0_f64),
        shrink in 1.0..12.0_f64,
    ) {
        let (name, file, ..) = *which.get(&SAMPLES);
        let size = measure(file).unwrap();
        let read = |window, shrink| {
            let need = Need { window, shrink };
            let (_, reduced) = cost(file, need).unwrap();
            let source = super::read(file, need, Watch::new(&go_on)).unwrap();
            assert_eq!((source.pixels.width, source.pixels.height), reduced);
            source
        };
        let place = |all: u32, from: f64, length: f64| {
            let from = (f64::from(all) * from) as u32;
            let to = from + 1 + (f64::from(all - from - 1) * length) as u32;
            (from, to.next_multiple_of(2).min(all))
        };
        let (left, right) = place(size.0, corners.0, corners.2);
        let (top, bottom) = place(size.1, corners.1, corners.3);
        let part = read(Window { left, top, right, bottom }, shrink);
        let side = (1.0 / part.scale).round() as u32;
        prop_assert!(part.origin.0 <= left && part.origin.1 <= top);
        // Halves are of other colours than the whole: those of a lossy picture are
        // coarse, and are then not made fine first.
        let halved = side > 1 && matches!(Still::read(file).unwrap().coded, Coded::Lossy(_, None));
        let unit = if halved { 2 } else { 1 };
        let whole = read(Window::whole(size), if halved { 4.0 } else { 1.0 }).pixels;
        let units = |from: u32, at: u32, end: u32| {
            let from = from / unit + at * (side / unit);
            from..(from + side / unit).min(end.div_ceil(unit))
        };
        for (y, x) in (0..part.pixels.height).flat_map(|y| (0..part.pixels.width).map(move |x| (y, x))) {
            let columns = units(part.origin.0, x, right);
            let rows = units(part.origin.1, y, bottom);
            let square = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
            let square: Vec<[u8; 4]> = square.map(|(x, y)| whole.get(x, y)).collect();
            let found = part.pixels.get(x, y);
            for channel in 0..3 {
                let sum: u32 = square.iter().map(|it| u32::from(it[channel])).sum();
                let mean = f64::from(sum) / square.len() as f64;
                let difference = (mean - f64::from(found[channel])).abs();
                prop_assert!(difference <= 0.5, "{name} at {x}, {y}: {found:?}, {mean}");
            }
        }
    }
}
