//! Files made to hurt: none may cost memory it has no right to, or panic.

use proptest::{collection::vec, prelude::*, sample::Index};
use wecom_share_image::{Bounds, Crop, Fault, Limits, Recipe, inspect, render, render_until};

use crate::drawn::{Drawing, exif};
use crate::samples::{ALL_FORMATS, BITMAP, Sample, all_samples, frame_header, resized_png, sample};

#[test]
fn thirty_thousand_square_is_refused_by_the_header_alone() {
    let mut jpeg = sample("baseline.jpg").to_vec();
    let at = frame_header(&jpeg);
    jpeg[at + 5..at + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    jpeg.truncate(at + 19);
    let png = resized_png(&sample("truecolour.png")[..33], 30_000, 30_000);
    for bytes in [jpeg, png] {
        let fault = inspect(&bytes, &Limits::default()).unwrap_err();
        let expected = Fault::TooManyPixels {
            width: 30_000,
            height: 30_000,
            max: 50_000_000,
        };
        assert_eq!(fault, expected);
        assert_eq!(fault.code(), "image_too_many_pixels");
    }
}

#[test]
fn a_picture_of_the_largest_numbers_is_refused_like_any_other() {
    let png = resized_png(sample("truecolour.png"), u32::MAX, u32::MAX);
    let fault = inspect(&png, &Limits::default()).unwrap_err();
    assert_eq!(fault.code(), "image_too_many_pixels");
}

#[test]
fn a_png_that_is_one_endless_row_does_not_get_the_memory_for_it() {
    let png = resized_png(sample("truecolour.png"), 50_000_000, 1);
    let fault = inspect(&png, &Limits::default()).unwrap_err();
    assert_eq!(fault.code(), "image_broken");
}

#[test]
fn a_small_file_of_many_pixels_is_decoded_row_by_row() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 7000, 7000);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0; 7000 * 7000]).unwrap();
    writer.finish().unwrap();
    let picture = inspect(&bytes, &Limits::default()).unwrap();
    assert_eq!((picture.width, picture.height), (7000, 7000));
}

#[test]
fn a_rendition_is_refused_by_the_header_when_it_would_cost_too_much() {
    let bounds = Bounds {
        max_memory: 100_000,
        ..Bounds::DEFAULT
    };
    let make = |bytes: &[u8], bounds| render(bytes, &Recipe::picture(), bounds).map(drop);
    let code = |made: Result<(), Fault>| made.map_err(|fault| fault.code());
    for name in ["progressive.jpg", "baseline.jpg"] {
        let mut jpeg = sample(name).to_vec();
        let at = frame_header(&jpeg);
        jpeg[at + 5..at + 9].copy_from_slice(&[0x13, 0x88, 0x13, 0x88]);
        assert_eq!(code(make(&jpeg, &bounds)), Err("image_too_much_memory"));
        jpeg[at + 5..at + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
        assert_eq!(
            code(make(&jpeg, &Bounds::DEFAULT)),
            Err("image_too_many_pixels")
        );
    }
    let interlaced = resized_png(sample("interlaced.png"), 5000, 5000);
    assert_eq!(
        code(make(&interlaced, &bounds)),
        Err("image_too_much_memory")
    );
    let one_row = resized_png(sample("truecolour.png"), 50_000_000, 1);
    assert_eq!(
        code(make(&one_row, &Bounds::DEFAULT)),
        Err("image_too_much_memory")
    );
    let bounds = Bounds {
        max_bytes: 1000,
        ..Bounds::DEFAULT
    };
    assert_eq!(
        code(make(sample("fine.jpg"), &bounds)),
        Err("image_too_large")
    );
    assert_eq!(
        code(make(b"hello, hello, hello", &bounds)),
        Err("image_not_recognised")
    );
}

#[test]
fn a_progressive_jpeg_of_thousands_of_scans_is_refused_before_it_is_decoded() {
    let good = sample("progressive.jpg");
    let scan = good
        .windows(2)
        .position(|pair| pair == [0xFF, 0xDA])
        .unwrap();
    let (head, scans) = good.split_at(scan);
    let scans = &scans[..scans.len() - 2];
    let file = [head, &scans.repeat(500), &[0xFF, 0xD9]].concat();
    let fault = render(&file, &Recipe::picture(), &Bounds::DEFAULT).unwrap_err();
    assert_eq!(fault.code(), "image_broken");
}

/// A JPEG with a direction and a colour profile.
fn telephone() -> Vec<u8> {
    let drawing = Drawing::new(200, 90, |x, y| [x as u8, y as u8, 99]);
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    drawing.jpeg_with(80, |file| {
        file.add_exif_metadata(&exif(6)).unwrap();
        file.add_icc_profile(&profile).unwrap();
    })
}

/// One change to a good file.
#[derive(Debug, Clone)]
enum Damage {
    Set(Index, u8),
    Flip(Index, u8),
    Cut(Index),
    Insert(Index, Vec<u8>),
    /// Copies a stretch to somewhere else.
    Repeat(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        4 => (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        1 => any::<Index>().prop_map(Damage::Cut),
        1 => (any::<Index>(), vec(any::<u8>(), 1..20)).prop_map(|(at, new)| Damage::Insert(at, new)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Repeat(from, to)),
    ]
}

fn damaged(good: &[u8], damages: Vec<Damage>) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for damage in damages {
        let length = bytes.len().max(1);
        bytes.resize(length, 0);
        match damage {
            Damage::Set(at, byte) => bytes[at.index(length)] = byte,
            Damage::Flip(at, bit) => bytes[at.index(length)] ^= 1 << bit,
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Insert(at, new) => drop(bytes.splice(at.index(length)..at.index(length), new)),
            Damage::Repeat(from, to) => {
                let from = from.index(length);
                let stretch = bytes[from..length.min(from + 64)].to_vec();
                let to = to.index(length);
                drop(bytes.splice(to..to, stretch));
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_picture_never_panics(which in any::<Index>(), damages in vec(damage(), 1..6)) {
        let samples: Vec<&Sample> = all_samples().collect();
        let good = which.get(&samples).bytes;
        if let Ok(picture) = inspect(&damaged(good, damages), &ALL_FORMATS) {
            let pixels = u64::from(picture.width) * u64::from(picture.height);
            prop_assert!((1..=ALL_FORMATS.max_pixels).contains(&pixels));
        }
    }

    #[test]
    fn a_mark_followed_by_anything_never_panics(which in any::<Index>(), rest in vec(any::<u8>(), 0..400)) {
        let samples: Vec<&Sample> = all_samples().collect();
        let mark = &which.get(&samples).bytes[..12];
        let _ = inspect(&[mark, &rest].concat(), &ALL_FORMATS);
    }

    #[test]
    fn anything_never_panics(bytes in vec(any::<u8>(), 0..100)) {
        let _ = inspect(&bytes, &ALL_FORMATS);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn a_rendition_of_a_damaged_picture_is_refused_or_within_its_bounds(
        which in any::<Index>(),
        damages in vec(damage(), 1..6),
        attention in any::<bool>(),
    ) {
        let telephone = telephone();
        let samples = all_samples().map(|sample| sample.bytes);
        let good: Vec<&[u8]> = samples.chain([BITMAP, &telephone]).collect();
        let good = which.get(&good);
        let bounds = Bounds { max_pixels: 1_000_000, max_memory: 20_000_000, ..Bounds::DEFAULT };
        let recipe = if attention {
            Recipe::card_cover(Crop::Attention)
        } else {
            Recipe { max_bytes: 4000, ..Recipe::picture() }
        };
        if let Ok(made) = render(&damaged(good, damages), &recipe, &bounds) {
            prop_assert!(made.bytes.len() <= recipe.max_bytes);
            Drawing::of(&made);
        }
    }
}

#[test]
fn a_rendition_is_given_up_wherever_it_stands() {
    let photo = Drawing::new(1500, 1200, |x, y| {
        [(x * y) as u8, (x / 9) as u8, (y / 7) as u8]
    });
    let files = [
        photo.jpeg(85),
        photo.jpeg_with(85, |file| file.set_progressive(true)),
        photo.png(None),
        photo.webp(None),
        photo.bmp(),
        sample("animated.gif").to_vec(),
    ];
    for file in files {
        let asked = std::cell::Cell::new(0_u32);
        let after = |times: u32| {
            asked.set(0);
            render_until(&file, &Recipe::picture(), &Bounds::DEFAULT, &|| {
                asked.set(asked.get() + 1);
                asked.get() > times
            })
        };
        assert!(after(u32::MAX).is_ok());
        let all = asked.get();
        for times in [0, 1, all / 2, all - 1] {
            assert_eq!(
                after(times),
                Err(Fault::Abandoned),
                "after {times} of {all}"
            );
            assert!(
                asked.get() <= times + 3,
                "it went on after {times} of {all}"
            );
        }
    }
}
