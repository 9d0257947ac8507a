//! Pictures at the limits of the places they go to, as the rule book has them.

use std::{fs, path::Path};

use wecom_share_image::{Bounds, Crop, Frame, Note, Recipe, Rendition, memory_needed, render};

use crate::{
    drawn::Drawing,
    samples::{frame_header, sample},
};

/// A limit of `rules/limits.toml`.
fn limit(place: &str, field: &str) -> u64 {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/limits.toml");
    let book: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let limits = book["limit"].as_array().unwrap();
    let found = limits.iter().find(|limit| {
        limit["place"].as_str() == Some(place) && limit["field"].as_str() == Some(field)
    });
    let max = found.unwrap_or_else(|| panic!("{place}, {field}"))["max"].as_integer();
    max.unwrap().unsigned_abs()
}

fn noise(width: u32, height: u32) -> Drawing {
    Drawing::new(width, height, |x, y| {
        let mixed = (((x + 1) * 0x9E37) ^ y.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
        [(mixed >> 24) as u8, (mixed >> 16) as u8, (mixed >> 8) as u8]
    })
}

fn made(drawing: &Drawing, recipe: &Recipe) -> Rendition {
    render(&drawing.png(None), recipe, &Bounds::DEFAULT).unwrap()
}

#[test]
fn no_recipe_asks_for_more_than_the_rule_book_allows() {
    let side = |field| limit("upload_attachment", field);
    let Frame::Within { long, short } = Recipe::moments().frame else {
        panic!("Moments show pictures of any shape");
    };
    assert_eq!(u64::from(long), side("image long side"));
    assert_eq!(u64::from(long), limit("moments", "image long side"));
    assert_eq!(u64::from(short), side("image short side"));
    let bytes = [
        limit("moments", "image file"),
        limit("upload_image", "file"),
    ];
    for recipe in [Recipe::moments(), Recipe::picture()] {
        assert_eq!(Some(&(recipe.max_bytes as u64)), bytes.iter().min());
    }
}

#[test]
fn a_picture_at_the_limits_of_moments_keeps_its_pixels_and_one_beyond_loses_some() {
    let flat =
        |width, height| Drawing::new(width, height, |x, y| [(x / 8) as u8, (y / 64) as u8, 9]);
    for (size, expected) in [
        ((1080, 10_800), (1080, 10_800)),
        ((10_800, 1080), (10_800, 1080)),
        ((1081, 1440), (1080, 1439)),
        ((200, 10_801), (200, 10_800)),
        ((40, 30), (40, 30)),
    ] {
        let made = made(&flat(size.0, size.1), &Recipe::moments());
        assert_eq!((made.width, made.height), expected, "{size:?}");
        assert!(made.notes.is_empty() && made.bytes.len() <= Recipe::moments().max_bytes);
    }
}

#[test]
fn the_bytes_of_a_place_are_used_up_by_quality_before_pixels_are_given_up() {
    let drawing = noise(1080, 1800);
    let recipe = Recipe {
        quality: 50..=97,
        ..Recipe::moments()
    };
    let found = made(&drawing, &recipe);
    assert_eq!((found.width, found.height), (1080, 1800));
    assert!(found.quality.unwrap() < *recipe.quality.end());
    let left = recipe.max_bytes - found.bytes.len();
    assert!(left < recipe.max_bytes / 50, "{left} bytes left");
}

#[test]
fn a_cover_has_its_shape_whatever_is_asked_of_it_and_is_not_enlarged() {
    let crops = [
        Crop::Centre,
        Crop::Attention,
        Crop::Focus { x: 0.9, y: 0.1 },
    ];
    let recipes = crops.map(Recipe::card_cover);
    for recipe in recipes.iter().chain([&Recipe::card_cover_padded()]) {
        let large = made(&noise(700, 900), recipe);
        assert_eq!((large.width, large.height), (520, 416));
        assert!(large.bytes.len() <= recipe.max_bytes && large.notes.is_empty());
        let small = made(&noise(300, 260), recipe);
        assert_eq!(small.notes, [Note::Small]);
        let padded = matches!(recipe.frame, Frame::Pad { .. });
        let expected = if padded { (520, 416) } else { (300, 240) };
        assert_eq!((small.width, small.height), expected);
    }
}

#[test]
fn what_telephones_make_in_their_largest_modes_is_taken_in() {
    // 48, 50, 64 and 108 million pixels.
    for (width, height) in [(8064, 6048), (8192, 6144), (9248, 6936), (12_000, 9000)] {
        for name in ["baseline.jpg", "progressive.jpg"] {
            let mut file = sample(name).to_vec();
            let at = frame_header(&file) + 5;
            for (place, side) in [(at, height), (at + 2, width)] {
                file[place..place + 2].copy_from_slice(&u16::to_be_bytes(side));
            }
            for recipe in [
                Recipe::card_cover(Crop::Attention),
                Recipe::picture(),
                Recipe::moments(),
            ] {
                let needed = memory_needed(&file, &recipe, &Bounds::DEFAULT).unwrap();
                let most = Bounds::DEFAULT.max_memory;
                assert!(needed <= most, "{name}, {width}×{height}: {needed}");
            }
        }
    }
}
