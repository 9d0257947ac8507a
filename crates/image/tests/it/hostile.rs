//! Files made to hurt: none may cost memory it has no right to, or panic.

use proptest::{collection::vec, prelude::*, sample::Index};
use wecom_share_image::{Fault, Limits, inspect};

use crate::samples::{ALL_FORMATS, SAMPLES, frame_header, resized_png, sample};

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
        let good = which.get(&SAMPLES).bytes;
        if let Ok(picture) = inspect(&damaged(good, damages), &ALL_FORMATS) {
            let pixels = u64::from(picture.width) * u64::from(picture.height);
            prop_assert!((1..=ALL_FORMATS.max_pixels).contains(&pixels));
        }
    }

    #[test]
    fn a_mark_followed_by_anything_never_panics(which in any::<Index>(), rest in vec(any::<u8>(), 0..400)) {
        let mark = &which.get(&SAMPLES).bytes[..12];
        let _ = inspect(&[mark, &rest].concat(), &ALL_FORMATS);
    }

    #[test]
    fn anything_never_panics(bytes in vec(any::<u8>(), 0..100)) {
        let _ = inspect(&bytes, &ALL_FORMATS);
    }
}
