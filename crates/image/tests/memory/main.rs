//! What is promised about memory, held against an allocator that counts. It
//! counts for the whole process, so these tests have a process of their own and
//! wait for each other.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

#[path = "../it/drawn.rs"]
#[expect(dead_code, reason = "the other tests use more of it")]
mod drawn;
mod hostile;
#[path = "../it/samples.rs"]
#[expect(dead_code, reason = "the other tests use more of it")]
mod samples;
#[path = "../it/vp8l.rs"]
#[expect(dead_code, reason = "the other tests use more of it")]
mod vp8l;

use std::sync::{Mutex, MutexGuard, PoisonError};

use drawn::{Drawing, exif};
use peak_alloc::PeakAlloc;
use samples::{BITMAP, all_samples};
use wecom_share_image::{Bounds, Crop, Fault, Recipe, Rendition, memory_needed, render};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What was made, and the bytes that were held at once beside what had been
/// held before.
fn measured(bytes: &[u8], recipe: &Recipe, bounds: &Bounds) -> (Result<Rendition, Fault>, u64) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let made = render(bytes, recipe, bounds);
    let peak = MEMORY.peak_usage().saturating_sub(before);
    (made, peak as u64)
}

fn recipes() -> [(&'static str, Recipe); 5] {
    [
        ("cover", Recipe::card_cover(Crop::Attention)),
        ("padded", Recipe::card_cover_padded()),
        ("picture", Recipe::picture()),
        ("moments", Recipe::moments()),
        (
            "tight",
            Recipe {
                max_bytes: 3000,
                quality: 1..=100,
                ..Recipe::picture()
            },
        ),
    ]
}

fn photo(width: u32, height: u32) -> Drawing {
    Drawing::new(width, height, |x, y| {
        let noise = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA6B)) >> 27;
        [(x / 9) as u8, (y / 7) as u8, noise as u8]
    })
}

fn large() -> Vec<(&'static str, Vec<u8>)> {
    let photo = photo(2500, 1900);
    vec![
        ("baseline", photo.jpeg(85)),
        (
            "turned, with a profile",
            photo.jpeg_with(90, |file| {
                file.add_exif_metadata(&exif(6)).unwrap();
                let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
                file.add_icc_profile(&profile).unwrap();
            }),
        ),
        (
            "progressive",
            photo.jpeg_with(85, |file| file.set_progressive(true)),
        ),
        ("as wanted", self::photo(1400, 1900).jpeg(92)),
        (
            "as wanted but for its scans",
            self::photo(1400, 1900).jpeg_with(92, |file| file.set_progressive(true)),
        ),
        ("PNG", photo.png(None)),
        ("WebP", photo.webp(None)),
        (
            "WebP with alpha",
            include_bytes!("../samples/webp/large.webp").to_vec(),
        ),
        ("BMP", photo.bmp()),
    ]
}

#[test]
fn no_rendition_holds_more_than_was_announced() {
    let _alone = alone();
    let small = all_samples().map(|it| (it.name, it.bytes.to_vec()));
    let all = small
        .chain([("bitmap.bmp", BITMAP.to_vec())])
        .chain(large());
    for (name, bytes) in all {
        for (kind, recipe) in recipes() {
            let announced = memory_needed(&bytes, &recipe, &Bounds::DEFAULT).unwrap();
            let (_, held) = measured(&bytes, &recipe, &Bounds::DEFAULT);
            assert!(
                held <= announced,
                "{name}, {kind}: {held} held, {announced} announced"
            );
        }
    }
}

#[test]
fn what_is_announced_for_a_large_picture_is_of_the_size_it_takes() {
    let _alone = alone();
    for (name, bytes) in large() {
        let recipe = Recipe::picture();
        let announced = memory_needed(&bytes, &recipe, &Bounds::DEFAULT).unwrap();
        let (made, held) = measured(&bytes, &recipe, &Bounds::DEFAULT);
        made.unwrap();
        assert!(
            announced < held * 4,
            "{name}: {held} held, {announced} announced"
        );
    }
}

#[test]
fn what_may_not_have_the_memory_it_needs_takes_none() {
    let _alone = alone();
    for (name, bytes) in large() {
        let recipe = Recipe::picture();
        let needed = memory_needed(&bytes, &recipe, &Bounds::DEFAULT).unwrap();
        let max = needed - 1;
        let bounds = Bounds {
            max_memory: max,
            ..Bounds::DEFAULT
        };
        let (made, held) = measured(&bytes, &recipe, &bounds);
        assert_eq!(made, Err(Fault::TooMuchMemory { needed, max }), "{name}");
        assert!(held < 64 * 1024, "{name}: {held}");
    }
}
