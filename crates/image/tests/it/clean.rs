//! What a file tells beside its picture is left out without touching the picture.

use wecom_share_image::{Bounds, Recipe, render, without_metadata};

use crate::{
    drawn::{Drawing, exif},
    samples::all_samples,
};

/// A picture in every way a camera or a program may write it.
fn files(tag: u16) -> Vec<(&'static str, Vec<u8>)> {
    let drawing = Drawing::new(96, 64, |x, y| [(x * 2) as u8, (y * 3) as u8, 90]);
    let private = exif(tag);
    vec![
        (
            "jpeg",
            drawing.jpeg_with(90, |file| file.add_exif_metadata(&private).unwrap()),
        ),
        (
            "progressive",
            drawing.jpeg_with(90, |file| {
                file.add_exif_metadata(&private).unwrap();
                file.set_progressive(true);
            }),
        ),
        ("png", drawing.png(Some(&private))),
        ("webp", drawing.webp(Some(&private))),
    ]
}

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|part| part == text)
}

#[test]
fn the_place_a_picture_was_taken_at_is_left_out_and_its_direction_kept() {
    for tag in 1..=8 {
        for (name, file) in files(tag) {
            assert!(has(&file, b"GPS"), "{name}");
            let clean = without_metadata(&file).expect(name);
            assert!(!has(&clean, b"GPS"), "{name} {tag}");
            let seen = |file: &[u8]| {
                let made = render(file, &Recipe::picture(), &Bounds::DEFAULT).expect(name);
                (made.width, made.height, made.bytes)
            };
            assert_eq!(seen(&clean), seen(&file), "{name} {tag}");
            assert_eq!(
                without_metadata(&clean),
                None,
                "{name} {tag}: clean already"
            );
        }
    }
}

#[test]
fn no_sample_looks_different_without_its_metadata() {
    for sample in all_samples() {
        let Some(clean) = without_metadata(sample.bytes) else {
            continue;
        };
        let seen = |file: &[u8]| {
            let made = render(file, &Recipe::picture(), &Bounds::DEFAULT);
            made.map(|made| made.bytes).expect(sample.name)
        };
        assert!(clean.len() < sample.bytes.len(), "{}", sample.name);
        assert_eq!(seen(&clean), seen(sample.bytes), "{}", sample.name);
    }
}

#[test]
fn comments_thumbnails_and_what_follows_the_picture_are_left_out_too() {
    let (_, file) = files(1).swap_remove(0);
    let mut odd = file[..2].to_vec();
    odd.extend_from_slice(b"\xFF\xFE\0\x0AGPS note\xFF\xE0\0\x0AJFXX\0GPS\xFF\xED\0\x05GPS");
    odd.extend_from_slice(&file[2..]);
    odd.extend_from_slice(b"\0\0\0\x18ftypmp42 a film with GPS");
    let clean = without_metadata(&odd).expect("something to leave out");
    assert!(!has(&clean, b"GPS"));
    assert_eq!(Some(&clean), without_metadata(&file).as_ref());
}

#[test]
fn a_file_cut_anywhere_is_gone_through_to_its_end() {
    for (name, file) in files(6) {
        for end in 0..file.len() {
            let clean = without_metadata(&file[..end]).unwrap_or_else(|| file[..end].to_vec());
            let place = file.windows(3).position(|part| part == b"GPS").expect(name);
            if end >= place + 3 {
                assert!(!has(&clean, b"GPS"), "{name} {end}");
            }
        }
    }
}

#[test]
fn a_file_that_was_cut_does_not_look_whole_without_its_metadata() {
    let seen = |file: &[u8]| {
        let made = render(file, &Recipe::picture(), &Bounds::DEFAULT);
        made.map(|made| made.bytes).ok()
    };
    for (name, file) in files(6) {
        for end in (13..file.len()).step_by(23).chain([file.len() - 1]) {
            let cut = &file[..end];
            let clean = without_metadata(cut).unwrap_or_else(|| cut.to_vec());
            assert_eq!(seen(&clean), seen(cut), "{name} {end}");
        }
    }
}
