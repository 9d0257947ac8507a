//! A JPEG that already is what is wanted keeps its samples, and nothing else.

use jpeg_encoder::SamplingFactor;
use wecom_share_image::{Bounds, Crop, Recipe, Rendition, render};
use zune_core::{colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

use crate::{
    drawn::{Drawing, exif},
    samples::sample,
};

fn drawing(width: u32, height: u32) -> Drawing {
    Drawing::new(width, height, |x, y| {
        [(x * 5) as u8, (y * 3) as u8, (x * y / 7) as u8]
    })
}

fn picture(file: &[u8]) -> Rendition {
    render(file, &Recipe::picture(), &Bounds::DEFAULT).unwrap()
}

/// Samples as stored, by a decoder of somebody else's.
fn samples(file: &[u8]) -> Vec<u8> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::YCbCr);
    JpegDecoder::new_with_options(std::io::Cursor::new(file), options)
        .decode()
        .unwrap()
}

#[test]
fn every_sample_is_kept_whatever_way_the_file_was_written() {
    let factors = [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_1_2,
        SamplingFactor::F_2_2,
    ];
    for (width, height) in [(96, 64), (61, 43), (8, 8), (1, 17)] {
        for factor in factors {
            for (progressive, restarts) in [(false, 0), (false, 3), (true, 0)] {
                for quality in [30, 95, 100] {
                    let file = drawing(width, height).jpeg_with(quality, |file| {
                        file.set_sampling_factor(factor);
                        file.set_progressive(progressive);
                        if restarts > 0 {
                            file.set_restart_interval(restarts);
                        }
                    });
                    let made = picture(&file);
                    let case = format!("{width}×{height}, {factor:?}, {progressive}, {restarts}");
                    assert_eq!(made.quality, None, "{case}");
                    assert_eq!((made.width, made.height), (width, height), "{case}");
                    assert!(samples(&made.bytes) == samples(&file), "{case}");
                    assert!(made.bytes.len() < file.len() + 32, "{case}");
                }
            }
        }
    }
    for name in ["baseline.jpg", "progressive.jpg", "restarts.jpg"] {
        let made = picture(sample(name));
        assert_eq!(made.quality, None, "{name}");
        assert!(samples(&made.bytes) == samples(sample(name)), "{name}");
    }
}

#[test]
fn nothing_but_the_picture_is_kept() {
    let srgb = moxcms::ColorProfile::new_srgb().encode().unwrap();
    let mut file = drawing(96, 64).jpeg_with(90, |file| {
        file.add_exif_metadata(&exif(1)).unwrap();
        file.add_app_segment(13, b"taken by somebody".to_vec())
            .unwrap();
        file.add_icc_profile(&srgb).unwrap();
    });
    file.extend_from_slice(b"a film");
    let made = picture(&file);
    assert_eq!((made.quality, made.notes.len()), (None, 0));
    for private in [
        b"GPS".as_slice(),
        b"somebody",
        b"ICC_PROFILE",
        b"film",
        b"Exif",
    ] {
        let found = made.bytes.windows(private.len()).any(|it| it == private);
        assert!(!found, "{}", String::from_utf8_lossy(private));
    }
}

#[test]
fn what_is_not_yet_as_wanted_is_made_anew() {
    let drawing = drawing(96, 64);
    let p3 = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let cases = [
        (
            "turned",
            drawing.jpeg_with(90, |file| file.add_exif_metadata(&exif(6)).unwrap()),
        ),
        (
            "wide colours",
            drawing.jpeg_with(90, |file| file.add_icc_profile(&p3).unwrap()),
        ),
        (
            "unusual samples",
            drawing.jpeg_with(90, |file| {
                file.set_sampling_factor(SamplingFactor::F_4_1);
            }),
        ),
        ("grey", sample("grey.jpg").to_vec()),
        ("inks", sample("cmyk.jpg").to_vec()),
        ("no JPEG", drawing.png(None)),
    ];
    for (name, file) in cases {
        assert!(picture(&file).quality.is_some(), "{name}");
    }
    let file = drawing.jpeg(95);
    let shapes = [
        Recipe::card_cover(Crop::Centre),
        Recipe {
            max_bytes: file.len() / 2,
            ..Recipe::picture()
        },
    ];
    for recipe in shapes {
        let made = render(&file, &recipe, &Bounds::DEFAULT).unwrap();
        assert!(made.quality.is_some() && made.bytes.len() <= recipe.max_bytes);
    }
    let cover = self::drawing(520, 416).jpeg(70);
    let made = render(&cover, &Recipe::card_cover_padded(), &Bounds::DEFAULT).unwrap();
    assert_eq!(made.quality, None, "a cover of the advised pixels is one");
}

#[test]
fn a_file_of_values_that_no_picture_has_is_made_anew_or_refused() {
    let good = drawing(96, 64).jpeg(100);
    let scan = good.windows(2).position(|it| it == [0xFF, 0xDA]).unwrap() + 14;
    for at in scan..good.len() - 2 {
        let mut file = good.clone();
        file[at] ^= 0x5A;
        if let Ok(made) = render(&file, &Recipe::picture(), &Bounds::DEFAULT) {
            Drawing::of(&made);
        }
    }
}
