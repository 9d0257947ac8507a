//! Colours as sRGB has them.

use std::sync::Arc;

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

use crate::{Note, pixels::Pixels};

/// Profiles are of some kilobytes; printers' ones, of some hundred, are not for
/// red, green and blue.
pub(crate) const LARGEST: usize = 1024 * 1024;

/// Converts what a profile describes, so that the profile can be left out. One
/// that cannot be used is told of, and the colours stay as they are.
pub(crate) fn to_srgb(pixels: &mut Pixels, profile: &[u8]) -> Option<Note> {
    let Some(transform) = transform(profile) else {
        return Some(Note::ProfileNotSupported);
    };
    if changes_nothing(&*transform) {
        return None;
    }
    let mut converted = vec![0; pixels.data.len()];
    if transform.transform(&pixels.data, &mut converted).is_err() {
        return Some(Note::ProfileNotSupported);
    }
    pixels.data = converted;
    None
}

/// Whether a profile says no more than that colours are sRGB.
pub(crate) fn is_srgb(profile: &[u8]) -> bool {
    transform(profile).is_some_and(|transform| changes_nothing(&*transform))
}

fn transform(profile: &[u8]) -> Option<Arc<dyn TransformExecutor<u8> + Send + Sync>> {
    if profile.len() > LARGEST {
        return None;
    }
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    // Without tables: what telephones, cameras and screens write is a matrix
    // and three curves.
    if profile.color_space != DataColorSpace::Rgb || !profile.is_matrix_shaper() {
        return None;
    }
    let options = TransformOptions::default();
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options);
    transform.ok()
}

/// Whether colours from everywhere stay what they are, but for rounding: programs
/// write sRGB with curves and matrices that differ a little.
fn changes_nothing(transform: &(dyn TransformExecutor<u8> + Send + Sync)) -> bool {
    const STEPS: usize = 18;
    let light = |at: usize| (at % STEPS * 15) as u8;
    let colours = (0..STEPS * STEPS * STEPS)
        .flat_map(|at| [light(at), light(at / STEPS), light(at / STEPS / STEPS), 255]);
    let colours: Vec<u8> = colours.collect();
    let mut converted = vec![0; colours.len()];
    transform.transform(&colours, &mut converted).is_ok()
        && colours
            .iter()
            .zip(converted)
            .all(|(a, b)| a.abs_diff(b) <= 2)
}
