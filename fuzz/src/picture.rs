//! What must hold for any bytes that call themselves a picture.

use wecom_share_image::{
    Bounds, Crop, Format, Limits, Recipe, inspect, memory_needed, render, render_until,
};

const BOUNDS: Bounds = Bounds {
    max_bytes: 1024 * 1024,
    max_pixels: 300_000,
    max_memory: 24_000_000,
};

/// A file; its length chooses what it is to become.
///
/// # Panics
/// When a promise about pictures is broken.
pub fn picture(data: &[u8]) {
    let recipes = [
        Recipe::card_cover(Crop::Attention),
        Recipe::card_cover(Crop::Focus { x: 0.1, y: 0.8 }),
        Recipe::card_cover_padded(),
        Recipe::picture(),
        Recipe {
            max_bytes: 2000,
            ..Recipe::moments()
        },
    ];
    let recipe = &recipes[data.len() % recipes.len()];
    let needed = memory_needed(data, recipe, &BOUNDS);
    match render(data, recipe, &BOUNDS) {
        Err(fault) => {
            assert!(!fault.code().is_empty() && !fault.chinese().is_empty());
            assert!(!fault.to_string().is_empty());
            if let Err(early) = needed {
                assert_eq!(fault, early, "the header said something else");
            }
        }
        Ok(made) => {
            assert!(needed.is_ok_and(|needed| needed <= BOUNDS.max_memory));
            assert!(made.bytes.len() <= recipe.max_bytes);
            let read = inspect(&made.bytes, &Limits::UPLOADIMG).expect("a rendition is a picture");
            assert_eq!(
                (read.format, read.width, read.height),
                (Format::Jpeg, made.width, made.height)
            );
            let again = render(&made.bytes, recipe, &BOUNDS).expect("a rendition is taken in");
            assert_eq!((again.width, again.height), (made.width, made.height));
            let given_up = render_until(data, recipe, &BOUNDS, &|| true);
            assert_eq!(given_up.unwrap_err().code(), "image_took_too_long");
        }
    }
    let all = Limits {
        accepted: &[Format::Jpeg, Format::Png, Format::Gif, Format::WebP],
        max_pixels: BOUNDS.max_pixels,
        max_bytes: BOUNDS.max_bytes,
    };
    if let Ok(picture) = inspect(data, &all) {
        assert!(picture.width > 0 && picture.height > 0 && picture.bytes == data.len());
    }
}
