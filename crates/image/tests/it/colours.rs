//! Colours in every way that files store them.

use png::{BitDepth, ColorType, chunk::ChunkType};
use wecom_share_image::{Bounds, Crop, Note, Recipe, render};

use crate::{
    drawn::{Drawing, near},
    samples::sample,
};

type Settings<'a> = &'a dyn Fn(&mut png::Encoder<'_, &mut Vec<u8>>);

/// A PNG of 50×40 equal pixels.
fn flat(color: ColorType, depth: BitDepth, pixel: &[u8], settings: Settings<'_>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 50, 40);
    encoder.set_color(color);
    encoder.set_depth(depth);
    settings(&mut encoder);
    let mut writer = encoder.write_header().unwrap();
    // Two pixels of 4 bits are a byte.
    let many = if depth == BitDepth::Four { 1000 } else { 2000 };
    writer.write_image_data(&pixel.repeat(many)).unwrap();
    writer.finish().unwrap();
    file
}

fn with_profile([r, g, b]: [u8; 3], profile: &moxcms::ColorProfile) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 50, 40);
    encoder.set_color(ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    let packed = fdeflate::compress_to_vec(&profile.encode().unwrap());
    let chunk = [b"profile\0\0".as_slice(), &packed].concat();
    writer.write_chunk(ChunkType(*b"iCCP"), &chunk).unwrap();
    writer.write_image_data(&[r, g, b].repeat(2000)).unwrap();
    writer.finish().unwrap();
    file
}

fn seen(file: &[u8]) -> ([u8; 3], Vec<Note>) {
    let recipe = Recipe {
        quality: 100..=100,
        ..Recipe::card_cover(Crop::Centre)
    };
    let made = render(file, &recipe, &Bounds::DEFAULT).unwrap();
    (Drawing::of(&made).at(20, 20), made.notes)
}

#[test]
fn a_wide_profile_becomes_the_srgb_that_its_definition_says() {
    // Reckoned from the primaries and curves of Adobe RGB (1998), Display P3 and
    // sRGB, apart from any colour management.
    let [adobe, p3] = [
        moxcms::ColorProfile::new_adobe_rgb(),
        moxcms::ColorProfile::new_display_p3(),
    ];
    for (stored, in_adobe, in_p3) in [
        ([200, 100, 50], [227, 100, 42], [215, 93, 31]),
        ([90, 160, 120], [0, 161, 119], [61, 162, 117]),
        ([128, 128, 128], [129, 129, 129], [128, 128, 128]),
        ([60, 80, 200], [46, 79, 205], [54, 81, 207]),
        ([180, 190, 90], [177, 191, 81], [178, 190, 71]),
    ] {
        for (profile, expected) in [(&adobe, in_adobe), (&p3, in_p3)] {
            let (found, notes) = seen(&with_profile(stored, profile));
            let off = found.iter().zip(expected).map(|(a, b)| a.abs_diff(b));
            assert!(off.max() <= Some(3), "{stored:?}: {found:?} {expected:?}");
            assert_eq!(notes, [Note::Small]);
        }
    }
}

#[test]
fn inks_by_brightness_and_colour_are_what_libjpeg_makes_of_them() {
    let recipe = Recipe {
        quality: 100..=100,
        ..Recipe::picture()
    };
    let made = |file| render(file, &recipe, &Bounds::DEFAULT).unwrap();
    let inks = made(sample("ycck.jpg"));
    assert!(inks.notes.contains(&Note::CmykByFormula));
    let (inks, seen) = (
        Drawing::of(&inks),
        Drawing::of(&made(include_bytes!("../samples/ycck.png"))),
    );
    let both = inks.bytes().iter().zip(seen.bytes());
    let off: Vec<u64> = both.map(|(a, b)| a.abs_diff(*b).into()).collect();
    let mean = off.iter().sum::<u64>() as f64 / off.len() as f64;
    assert!(
        mean < 1.0 && off.iter().max() < Some(&12),
        "{mean} {:?}",
        off.iter().max()
    );
}

#[test]
fn a_printer_s_profile_is_told_of_and_changes_nothing() {
    let mut profile = moxcms::ColorProfile::new_srgb().encode().unwrap();
    // Of which colours it is: ICC.1, 7.2.6.
    profile[16..20].copy_from_slice(b"CMYK");
    let plain = sample("ycck.jpg");
    let mut segment = vec![0xFF, 0xE2];
    segment.extend(u16::try_from(profile.len() + 16).unwrap().to_be_bytes());
    segment.extend(b"ICC_PROFILE\0\x01\x01");
    segment.extend(&profile);
    let told = [&plain[..2], &segment, &plain[2..]].concat();
    let made = |file: &[u8]| render(file, &Recipe::picture(), &Bounds::DEFAULT).unwrap();
    let (with, without) = (made(&told), made(plain));
    assert!(with.bytes == without.bytes);
    assert_eq!(with.notes, [Note::CmykByFormula, Note::ProfileNotSupported]);
}

#[test]
fn samples_of_every_depth_and_kind_are_the_same_colour() {
    let half_on_white = [228, 178, 153];
    let cases: [(&str, Vec<u8>, [u8; 3]); 8] = [
        (
            "16 bits",
            flat(
                ColorType::Rgb,
                BitDepth::Sixteen,
                &[200, 9, 100, 9, 50, 9],
                &|_| {},
            ),
            [200, 100, 50],
        ),
        (
            "16 bits and alpha",
            flat(
                ColorType::Rgba,
                BitDepth::Sixteen,
                &[200, 0, 100, 0, 50, 0, 127, 255],
                &|_| {},
            ),
            half_on_white,
        ),
        (
            "alpha",
            flat(
                ColorType::Rgba,
                BitDepth::Eight,
                &[200, 100, 50, 127],
                &|_| {},
            ),
            half_on_white,
        ),
        (
            "grey and alpha",
            flat(
                ColorType::GrayscaleAlpha,
                BitDepth::Eight,
                &[0, 127],
                &|_| {},
            ),
            [128; 3],
        ),
        (
            "a transparent colour",
            flat(ColorType::Rgb, BitDepth::Eight, &[1, 2, 3], &|file| {
                file.set_trns([0, 1, 0, 2, 0, 3].as_slice());
            }),
            [255; 3],
        ),
        (
            "a palette with alpha",
            flat(ColorType::Indexed, BitDepth::Eight, &[1], &|file| {
                file.set_palette([9, 9, 9, 200, 100, 50].as_slice());
                file.set_trns([255, 127].as_slice());
            }),
            half_on_white,
        ),
        (
            "4 bits of grey",
            flat(ColorType::Grayscale, BitDepth::Four, &[0x88], &|_| {}),
            [136; 3],
        ),
        (
            "a transparent grey",
            flat(ColorType::Grayscale, BitDepth::Eight, &[77], &|file| {
                file.set_trns([0, 77].as_slice());
            }),
            [255; 3],
        ),
    ];
    for (name, file, expected) in cases {
        let (found, _) = seen(&file);
        assert!(near(found, expected), "{name}: {found:?} {expected:?}");
        let off = found.iter().zip(expected).map(|(a, b)| a.abs_diff(b));
        assert!(off.max() <= Some(2), "{name}: {found:?} {expected:?}");
    }
}
