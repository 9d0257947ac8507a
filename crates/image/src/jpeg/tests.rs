//! Held against a decoder that nobody here wrote.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::*;

fn go_on() -> bool {
    false
}

fn ours(bytes: &[u8], shrink: f64) -> Pixels {
    let size = measure(bytes).unwrap();
    let need = Need {
        window: Window::whole(size),
        shrink,
    };
    let (announced, reduced) = cost(bytes, need).unwrap();
    let pixels = read(bytes, size, need, Watch::new(&go_on)).unwrap().pixels;
    assert_eq!((pixels.width, pixels.height), reduced);
    assert!(announced > pixels.data.len() as u64);
    pixels
}

/// Red, green and blue, or grey.
fn theirs(bytes: &[u8]) -> (usize, Vec<u8>) {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    let data = decoder.decode().unwrap();
    (decoder.info().unwrap().pixel_format.pixel_bytes(), data)
}

fn drawing(width: u16, height: u16) -> Vec<u8> {
    let mut data = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let wave = (f32::from(x) / 5.0).sin() * (f32::from(y) / 7.0).cos() * 90.0;
        let letters = if (x / 3 + y / 4) % 7 == 0 { 60 } else { 0 };
        data.extend([
            (128.0 + wave) as u8 ^ letters,
            (x * 255 / width) as u8,
            (y * 255 / height) as u8,
        ]);
    }
    data
}

fn encoded(
    (width, height): (u16, u16),
    settings: impl FnOnce(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 88);
    settings(&mut encoder);
    encoder
        .encode(&drawing(width, height), width, height, ColorType::Rgb)
        .unwrap();
    file
}

/// The mean and the largest difference of a sample.
fn difference(ours: &Pixels, (each, theirs): &(usize, Vec<u8>)) -> (f64, u8) {
    let pairs = ours.data.chunks_exact(4).zip(theirs.chunks_exact(*each));
    assert_eq!(ours.data.len() / 4, theirs.len() / each);
    let all = pairs.flat_map(|(a, b)| (0..3).map(move |at| a[at].abs_diff(b[at % each])));
    let (mut sum, mut many, mut most) = (0.0, 0.0, 0);
    for difference in all {
        sum += f64::from(difference);
        many += 1.0;
        most = most.max(difference);
    }
    (sum / many, most)
}

/// The mean difference of brightness.
fn brightness(ours: &Pixels, theirs: &[u8]) -> f64 {
    let luma = |pixel: &[u8]| {
        0.299 * f64::from(pixel[0]) + 0.587 * f64::from(pixel[1]) + 0.114 * f64::from(pixel[2])
    };
    let pairs = ours.data.chunks_exact(4).zip(theirs.chunks_exact(3));
    let sum: f64 = pairs.map(|(a, b)| (luma(a) - luma(b)).abs()).sum();
    sum / (ours.data.len() / 4) as f64
}

#[test]
fn a_file_is_read_as_another_decoder_reads_it() {
    let factors = [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_1_2,
        SamplingFactor::F_2_2,
        SamplingFactor::F_4_1,
        SamplingFactor::F_4_2,
        SamplingFactor::F_1_4,
        SamplingFactor::F_2_4,
    ];
    for size in [(1, 1), (7, 9), (16, 16), (61, 43), (130, 77)] {
        for factor in factors {
            for kind in 0..6 {
                let file = encoded(size, |file| {
                    file.set_sampling_factor(factor);
                    match kind {
                        1 => file.set_progressive(true),
                        2 => file.set_progressive_scans(9),
                        3 => file.set_restart_interval(3),
                        4 => file.set_optimized_huffman_tables(true),
                        5 => {
                            file.set_progressive(true);
                            file.set_restart_interval(2);
                        }
                        _ => {}
                    }
                });
                let (ours, theirs) = (ours(&file, 1.0), theirs(&file));
                // Colours between samples are blended here and repeated there,
                // but not where both sides are halved or each pixel has its own.
                if matches!(factor, SamplingFactor::F_1_1 | SamplingFactor::F_2_2) {
                    let (mean, most) = difference(&ours, &theirs);
                    assert!(
                        mean < 0.3 && most <= 8,
                        "{size:?}, {factor:?}, kind {kind}: {mean}, {most}"
                    );
                } else {
                    let mean = brightness(&ours, &theirs.1);
                    assert!(mean < 4.0, "{size:?}, {factor:?}, kind {kind}: {mean}");
                }
            }
        }
    }
}

#[test]
fn files_of_other_encoders_are_read_too() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    for name in ["baseline", "progressive", "fine", "restarts", "grey"] {
        let file = std::fs::read(folder.join(format!("{name}.jpg"))).unwrap();
        let (mean, most) = difference(&ours(&file, 1.0), &theirs(&file));
        assert!(mean < 0.5 && most <= 12, "{name}: {mean}, {most}");
    }
}

#[test]
fn a_part_of_the_size_is_the_mean_of_the_whole() {
    // Smooth, so that only the scale is seen.
    let (width, height) = (320_u16, 240_u16);
    let mut data = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        let wave = (f32::from(x) / 40.0).sin() * (f32::from(y) / 30.0).cos() * 100.0;
        data.extend([(128.0 + wave) as u8, (x / 2) as u8, y as u8]);
    }
    for progressive in [false, true] {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 95);
        encoder.set_progressive(progressive);
        encoder
            .encode(&data, width, height, ColorType::Rgb)
            .unwrap();
        let whole = ours(&file, 1.0);
        for (shrink, part) in [(3.0, 2), (6.0, 4), (12.0, 8)] {
            let small = ours(&file, shrink);
            assert_eq!(small.width * part, whole.width, "at {shrink}");
            for (x, y) in (0..small.width).flat_map(|x| (0..small.height).map(move |y| (x, y))) {
                let mut sums = [0; 3];
                for at in 0..part * part {
                    let pixel = whole.get(x * part + at % part, y * part + at / part);
                    sums.iter_mut()
                        .zip(pixel)
                        .for_each(|(sum, it)| *sum += u32::from(it));
                }
                let small = small.get(x, y);
                for (sum, it) in sums.into_iter().zip(small) {
                    let mean = sum / (part * part);
                    assert!(mean.abs_diff(u32::from(it)) <= 6, "{x}, {y} at {shrink}");
                }
            }
        }
    }
}

#[test]
fn a_window_shows_what_stands_there_in_the_whole() {
    let size = (250, 220);
    let factors = [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_2,
        SamplingFactor::F_4_1,
        SamplingFactor::F_1_2,
    ];
    for (number, factor) in factors.into_iter().enumerate() {
        for kind in 0..4 {
            let file = encoded(size, |file| {
                file.set_sampling_factor(factor);
                file.set_progressive(kind == 1);
                file.set_restart_interval(if kind == 2 { 5 } else { 0 });
                file.set_optimized_huffman_tables(kind == 3);
            });
            for shrink in [1.0, 2.0, 2.4, 3.0, 4.0, 6.0, 12.0] {
                let whole = ours(&file, shrink);
                for (left, top, right, bottom) in
                    [(70, 50, 200, 131), (0, 0, 60, 219), (130, 90, 250, 220)]
                {
                    let window = Window {
                        left,
                        top,
                        right,
                        bottom,
                    };
                    let need = Need { window, shrink };
                    let (announced, reduced) = cost(&file, need).unwrap();
                    let stop = || false;
                    let size = (size.0.into(), size.1.into());
                    let source = read(&file, size, need, Watch::new(&stop)).unwrap();
                    let part = &source.pixels;
                    assert_eq!((part.width, part.height), reduced);
                    assert!(announced > part.data.len() as u64);
                    assert!(part.width < whole.width && source.origin.0 <= left);
                    let at = [source.origin.0, source.origin.1]
                        .map(|side| f64::from(side) * source.scale);
                    assert!(at.iter().all(|side| side.fract() == 0.0));
                    // At its rims colours have a neighbour less.
                    for y in 4..part.height - 4 {
                        for x in 4..part.width - 4 {
                            assert_eq!(
                                part.get(x, y),
                                whole.get(x + at[0] as u32, y + at[1] as u32),
                                "{number}, kind {kind}, at {shrink}, {window:?}: {x}, {y}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    let good = encoded((40, 40), |_| {});
    let header = good
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .unwrap();
    let need = Need {
        window: Window::whole((40, 40)),
        shrink: 1.0,
    };
    for (marker, what) in [
        (0xC3, "lossless coding"),
        (0xC9, "arithmetic coding"),
        (0xC5, "hierarchical coding"),
    ] {
        let mut file = good.clone();
        file[header + 1] = marker;
        let fault = cost(&file, need).unwrap_err();
        let expected = Fault::NotSupported {
            format: Format::Jpeg,
            what: what.to_owned(),
        };
        assert_eq!(fault, expected);
    }
}
