//! What a rendition is: the right part, the right way up, nothing private,
//! and never larger than allowed.

use wecom_share_image::{Bounds, Crop, Frame, Note, Recipe, render};

use crate::drawn::{Drawing, exif, near};
use crate::samples::{BITMAP, SAMPLES, sample};

const RED: [u8; 3] = [230, 30, 30];
const GREEN: [u8; 3] = [30, 200, 30];
const BLUE: [u8; 3] = [30, 30, 220];
const YELLOW: [u8; 3] = [240, 230, 30];
const GREY: [u8; 3] = [128, 128, 128];

fn quarters(width: u32, height: u32) -> Drawing {
    Drawing::new(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => YELLOW,
        }
    })
}

fn cover(bytes: &[u8]) -> wecom_share_image::Rendition {
    render(bytes, &Recipe::card_cover(Crop::Centre), &Bounds::DEFAULT).unwrap()
}

#[test]
fn every_kind_of_file_becomes_the_same_picture() {
    let recipe = Recipe::picture();
    let make = |bytes| Drawing::of(&render(bytes, &recipe, &Bounds::DEFAULT).unwrap());
    let expected = make(sample("truecolour.png"));
    for sample in &SAMPLES {
        let made = make(sample.bytes);
        let (made, expected) = if sample.name == "grey.jpg" {
            let grey = |drawing: &Drawing| {
                let luma = drawing.luma();
                let at = |x, y| [luma[(y * drawing.width + x) as usize] as u8; 3];
                Drawing::new(drawing.width, drawing.height, at)
            };
            (grey(&made), grey(&expected))
        } else {
            (made, expected.clone())
        };
        // The drawing is fine in colour, which many of the files are not.
        let allowed = if sample.name.starts_with("palette") || sample.name == "animated.gif" {
            40.0
        } else {
            20.0
        };
        let difference = made.difference(&expected);
        assert!(difference < allowed, "{}: {difference}", sample.name);
        for (found, expected) in made.mean().into_iter().zip(expected.mean()) {
            let difference = (found - expected).abs();
            assert!(difference < 6.0, "{}: {difference}", sample.name);
        }
    }
    let same = |name| make(sample(name)).difference(&expected) < 0.01;
    assert!(same("interlaced.png") && same("lossless.webp"));
    assert!(make(sample("palette.gif")).difference(&make(sample("palette.png"))) < 0.01);
    assert!(make(BITMAP).difference(&expected) < 6.0);
}

#[test]
fn all_eight_orientations_are_turned_upright_in_every_format_that_notes_them() {
    let stored = quarters(96, 64);
    let [ul, ur, ll, lr] = [RED, GREEN, BLUE, YELLOW];
    let seen = [
        [ul, ur, ll, lr],
        [ur, ul, lr, ll],
        [lr, ll, ur, ul],
        [ll, lr, ul, ur],
        [ul, ll, ur, lr],
        [ll, ul, lr, ur],
        [lr, ur, ll, ul],
        [ur, lr, ul, ll],
    ];
    for (tag, corners) in (1..).zip(seen) {
        let exif = exif(tag);
        let jpeg = stored.jpeg_with(95, |file| file.add_exif_metadata(&exif).unwrap());
        let files = [jpeg, stored.png(Some(&exif)), stored.webp(Some(&exif))];
        for (format, file) in ["JPEG", "PNG", "WebP"].into_iter().zip(files) {
            let made = render(&file, &Recipe::picture(), &Bounds::DEFAULT).unwrap();
            let size = if tag > 4 { (64, 96) } else { (96, 64) };
            assert_eq!((made.width, made.height), size, "{format} {tag}");
            assert_eq!((made.source.width, made.source.height), size);
            let found = Drawing::of(&made).corners();
            for (found, expected) in found.into_iter().zip(corners) {
                assert!(
                    near(found, expected),
                    "{format} {tag}: {found:?} {expected:?}"
                );
            }
        }
    }
}

#[test]
fn a_part_is_cut_from_where_it_is_seen_not_from_where_it_is_stored() {
    // Stored lying on its side: the upper end as seen is the left one here.
    let stored = Drawing::new(1600, 400, |x, _| if x < 500 { RED } else { BLUE });
    let file = stored.jpeg_with(90, |file| file.add_exif_metadata(&exif(6)).unwrap());
    let file_seen = |x, y| {
        let crop = Crop::Focus { x, y };
        let made = render(&file, &Recipe::card_cover(crop), &Bounds::DEFAULT).unwrap();
        assert_eq!((made.source.width, made.source.height), (400, 1600));
        Drawing::of(&made).at(made.width / 2, made.height / 2)
    };
    assert!(near(file_seen(0.5, 0.0), RED));
    assert!(near(file_seen(0.5, 1.0), BLUE));
}

#[test]
fn only_the_part_that_is_kept_is_decoded_and_it_is_the_right_one() {
    // The colour tells the place.
    let (width, height) = (1500, 1100);
    let places = Drawing::new(width, height, |x, y| {
        [(x * 255 / width) as u8, (y * 255 / height) as u8, 128]
    });
    for tag in [1, 3, 6, 7] {
        let private = exif(tag);
        let turned = tag > 4;
        let files = [
            places.jpeg_with(97, |file| file.add_exif_metadata(&private).unwrap()),
            places.jpeg_with(97, |file| {
                file.add_exif_metadata(&private).unwrap();
                file.set_progressive(true);
            }),
            places.png(Some(&private)),
            places.webp(Some(&private)),
        ];
        let bitmap = (tag == 1).then(|| places.bmp());
        for (number, file) in files.iter().chain(&bitmap).enumerate() {
            for (x, y) in [(0.0, 0.0), (0.5, 0.5), (0.45, 0.7), (1.0, 1.0)] {
                for (across, down) in [(120, 96), (520, 416)] {
                    let crop = Crop::Focus { x, y };
                    let frame = Frame::Cover {
                        width: across,
                        height: down,
                        crop,
                    };
                    let recipe = Recipe {
                        frame,
                        quality: 95..=95,
                        ..Recipe::picture()
                    };
                    let made = render(file, &recipe, &Bounds::DEFAULT).unwrap();
                    let made = Drawing::of(&made);
                    let seen = if turned {
                        (f64::from(height), f64::from(width))
                    } else {
                        (f64::from(width), f64::from(height))
                    };
                    let taken = seen.0.min(seen.1 * 1.25);
                    let taken = (taken, taken / 1.25);
                    let start = |all: f64, taken: f64, focus: f64| {
                        (all * focus - taken / 2.0).clamp(0.0, all - taken)
                    };
                    let corner = (start(seen.0, taken.0, x), start(seen.1, taken.1, y));
                    for (px, py) in [(2, 2), (across / 2, down / 3), (across - 3, down - 3)] {
                        let along = |at: u32, of: u32| (f64::from(at) + 0.5) / f64::from(of);
                        let place = (
                            (corner.0 + along(px, across) * taken.0) / seen.0,
                            (corner.1 + along(py, down) * taken.1) / seen.1,
                        );
                        let (column, row) = match tag {
                            1 => place,
                            3 => (1.0 - place.0, 1.0 - place.1),
                            6 => (place.1, 1.0 - place.0),
                            _ => (1.0 - place.1, 1.0 - place.0),
                        };
                        let [red, green, _] = made.at(px, py).map(f64::from);
                        let off = (red - column * 255.0).abs() + (green - row * 255.0).abs();
                        assert!(
                            off < 6.0,
                            "tag {tag}, file {number}, focus {x}, {y}, {across}: {red}, {green} at {column}, {row}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_of_the_metadata_is_left() {
    let drawing = quarters(900, 700);
    let private = exif(1);
    let jpeg = drawing.jpeg_with(90, |file| {
        file.add_exif_metadata(&private).unwrap();
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<x>GPS</x>".to_vec();
        file.add_app_segment(1, xmp).unwrap();
        file.add_icc_profile(&moxcms::ColorProfile::new_srgb().encode().unwrap())
            .unwrap();
    });
    for file in [
        jpeg,
        drawing.png(Some(&private)),
        drawing.webp(Some(&private)),
    ] {
        let has = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
        assert!(has(&file, b"GPS"));
        let made = cover(&file).bytes;
        for what in [b"GPS".as_slice(), b"Exif", b"ICC_PROFILE", b"http"] {
            assert!(!has(&made, what));
        }
        // JFIF's own segment is all there is before the tables.
        assert_eq!(made[..4], [0xFF, 0xD8, 0xFF, 0xE0]);
        assert!(matches!(made[4 + 16..][..2], [0xFF, 0xC0 | 0xDB]));
    }
}

#[test]
fn what_is_transparent_becomes_white() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 100, 80);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    // Black: not seen at all on the left, half on the right.
    let alpha = |at: usize| if at % 100 < 50 { 0 } else { 128 };
    let data: Vec<u8> = (0..8000).flat_map(|at| [0, 0, 0, alpha(at)]).collect();
    writer.write_image_data(&data).unwrap();
    writer.finish().unwrap();
    let [left, right, ..] = Drawing::of(&cover(&file)).corners();
    assert!(near(left, [255; 3]), "{left:?}");
    assert!(near(right, [127; 3]), "{right:?}");
}

#[test]
fn sixteen_bits_become_eight() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 50, 40);
    encoder.set_color(png::ColorType::GrayscaleAlpha);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[0x80, 0x12, 0xFF, 0xFF].repeat(2000))
        .unwrap();
    writer.finish().unwrap();
    assert!(near(Drawing::of(&cover(&file)).at(20, 20), [128; 3]));
}

#[test]
fn colours_of_a_wide_profile_are_converted() {
    let drawing = Drawing::new(60, 48, |_, _| [200, 100, 50]);
    let of = |profile: &[u8]| {
        let file = drawing.jpeg_with(98, |file| file.add_icc_profile(profile).unwrap());
        let made = cover(&file);
        (Drawing::of(&made).at(30, 24), made.notes)
    };
    let (color, notes) = of(&moxcms::ColorProfile::new_display_p3().encode().unwrap());
    // Display P3's 200, 100, 50 is a stronger orange in sRGB.
    assert!(color[0] > 207 && color[2] < 45, "{color:?}");
    assert_eq!(notes, [Note::Small]);
    let (color, notes) = of(b"not a profile");
    assert!(near(color, [200, 100, 50]));
    assert!(notes.contains(&Note::ProfileNotSupported));
}

#[test]
fn inks_are_taken_as_the_file_stores_them() {
    let made = cover(sample("cmyk.jpg"));
    assert!(made.notes.contains(&Note::CmykByFormula));
    // Without Adobe's mark inks are not inverted: no ink is white paper.
    let inks = [255, 255, 0, 0].repeat(50 * 40);
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 95);
    encoder
        .encode(&inks, 50, 40, jpeg_encoder::ColorType::Cmyk)
        .unwrap();
    let blue = Drawing::of(&cover(&file)).at(20, 20);
    assert!(near(blue, [0, 0, 255]), "{blue:?}");
}

#[test]
fn a_large_picture_of_every_format_becomes_520_by_416_and_a_small_one_is_not_enlarged() {
    let large = quarters(1300, 1100);
    for file in [
        large.jpeg(90),
        large.png(None),
        large.webp(None),
        large.bmp(),
    ] {
        let made = cover(&file);
        assert_eq!(
            (made.width, made.height, made.quality),
            (520, 416, Some(85))
        );
        assert!(made.notes.is_empty());
        let corners = Drawing::of(&made).corners();
        for (found, expected) in corners.into_iter().zip([RED, GREEN, BLUE, YELLOW]) {
            assert!(near(found, expected), "{found:?} {expected:?}");
        }
    }
    let made = cover(&quarters(300, 300).png(None));
    assert_eq!((made.width, made.height), (300, 240));
    assert_eq!(made.notes, [Note::Small]);
}

#[test]
fn padding_keeps_all_of_the_picture_on_white() {
    let file = Drawing::new(600, 1800, |_, _| BLUE).jpeg(90);
    let made = render(&file, &Recipe::card_cover_padded(), &Bounds::DEFAULT).unwrap();
    assert_eq!((made.width, made.height), (520, 416));
    let drawing = Drawing::of(&made);
    assert!(
        drawing
            .corners()
            .into_iter()
            .all(|corner| near(corner, [255; 3]))
    );
    assert!(near(drawing.at(260, 4), BLUE) && near(drawing.at(260, 411), BLUE));
}

#[test]
fn attention_finds_what_is_to_be_seen_wherever_it_is() {
    for (place, seen) in [(150, 0), (900, 1), (1700, 2)] {
        let file = Drawing::new(2000, 500, |x, y| {
            let inside = x.abs_diff(place) < 120 && y.abs_diff(250) < 120;
            if !inside {
                GREY
            } else if (x / 12 + y / 12) % 2 == 0 {
                RED
            } else {
                YELLOW
            }
        })
        .jpeg(90);
        let recipe = Recipe::card_cover(Crop::Attention);
        let made = Drawing::of(&render(&file, &recipe, &Bounds::DEFAULT).unwrap());
        let coloured = |[r, _, b]: &&[u8; 3]| r.abs_diff(*b) > 60;
        let part = made.pixels.iter().filter(coloured).count() as f64;
        // The square has 240×240 of the 625×500 that are taken.
        let part = part / made.pixels.len() as f64;
        assert!((0.15..0.22).contains(&part), "{seen}: {part}");
    }
}

#[test]
fn a_file_is_never_larger_than_the_limit() {
    // Noise: nothing is harder to make small.
    let noise = Drawing::new(800, 640, |x, y| {
        let mixed = (((x + 1) * 0x9E37) ^ y.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
        [(mixed >> 24) as u8, (mixed >> 16) as u8, (mixed >> 8) as u8]
    });
    let file = noise.png(None);
    let mut before = usize::MAX;
    for max_bytes in [150_000, 60_000, 20_000, 5_000, 1_500] {
        let recipe = Recipe {
            max_bytes,
            ..Recipe::card_cover(Crop::Centre)
        };
        let made = render(&file, &recipe, &Bounds::DEFAULT).unwrap();
        assert!(made.bytes.len() <= max_bytes && made.bytes.len() < before);
        assert!(recipe.quality.contains(&made.quality.unwrap()));
        assert_eq!(made.width * 4, made.height * 5, "still 5:4");
        before = made.bytes.len();
    }
    let recipe = Recipe {
        max_bytes: 100,
        ..Recipe::card_cover(Crop::Centre)
    };
    let fault = render(&file, &recipe, &Bounds::DEFAULT).unwrap_err();
    assert_eq!(fault.code(), "image_does_not_fit");
}

#[test]
fn a_long_picture_stays_within_what_moments_take() {
    let file = Drawing::new(1200, 14_000, |x, y| [(x / 5) as u8, (y / 60) as u8, 90]).jpeg(80);
    let made = render(&file, &Recipe::moments(), &Bounds::DEFAULT).unwrap();
    assert_eq!((made.width, made.height), (926, 10_800));
    let made = render(&file, &Recipe::picture(), &Bounds::DEFAULT).unwrap();
    assert!(made.height <= 10_800 && made.bytes.len() <= 2 * 1024 * 1024);
}

#[test]
fn text_stays_as_sharp_as_averaging_makes_it() {
    // Strokes of 4 to 8 pixels like letters, four times as large as the cover.
    let text = Drawing::new(2080, 1664, |x, y| {
        let (column, line) = (x / 48, y / 96);
        let (x, y) = (x % 48, y % 96);
        let kind = (column * 7 + line * 13) % 5;
        let ink = match kind {
            0 => x < 8 || (y > 40 && y < 46),
            1 => (x + y) % 48 < 7,
            2 => x.abs_diff(24) < 4 || y < 8,
            3 => (x.abs_diff(20).pow(2) + y.abs_diff(34).pow(2)).abs_diff(400) < 120,
            _ => false,
        };
        if ink && y < 70 && x < 40 {
            [20, 20, 20]
        } else {
            [250, 250, 245]
        }
    });
    let reference = Drawing::new(520, 416, |x, y| {
        let sum = (0..16).fold([0_u32; 3], |mut sum, i| {
            let [r, g, b] = text.at(x * 4 + i % 4, y * 4 + i / 4);
            sum = [
                sum[0] + u32::from(r),
                sum[1] + u32::from(g),
                sum[2] + u32::from(b),
            ];
            sum
        });
        sum.map(|sum| (sum / 16) as u8)
    });
    for file in [text.png(None), text.jpeg(92)] {
        let made = Drawing::of(&cover(&file));
        let similarity = made.similarity(&reference);
        assert!(similarity > 0.93, "{similarity}");
    }
}

#[test]
fn the_frame_of_a_recipe_may_be_anything() {
    let file = quarters(40, 30).png(None);
    for (width, height) in [
        (0, 0),
        (1, u32::MAX),
        (u32::MAX, 1),
        (7, 13),
        (99_999, 99_998),
    ] {
        let crop = Crop::Focus {
            x: f64::NAN,
            y: -1e300,
        };
        let frames = [
            Frame::Cover {
                width,
                height,
                crop,
            },
            Frame::Within {
                long: width,
                short: height,
            },
        ];
        for frame in frames {
            let recipe = Recipe {
                frame,
                ..Recipe::picture()
            };
            let made = render(&file, &recipe, &Bounds::DEFAULT).unwrap();
            assert!(made.width <= 40 && made.height <= 30, "{frame:?}");
        }
    }
}
