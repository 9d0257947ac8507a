//! Colours as sRGB has them.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::{Note, pixels::Pixels};

/// Profiles are of some kilobytes; printers' ones, of some hundred, are not for
/// red, green and blue.
pub(crate) const LARGEST: usize = 1024 * 1024;

/// Converts what a profile describes, so that the profile can be left out. One
/// that cannot be used is told of, and the colours stay as they are.
pub(crate) fn to_srgb(pixels: &mut Pixels, profile: &[u8]) -> Option<Note> {
    let unused = Some(Note::ProfileNotSupported);
    if profile.len() > LARGEST {
        return unused;
    }
    let Ok(profile) = ColorProfile::new_from_slice(profile) else {
        return unused;
    };
    // Without tables: what telephones, cameras and screens write is a matrix
    // and three curves.
    if profile.color_space != DataColorSpace::Rgb || !profile.is_matrix_shaper() {
        return unused;
    }
    let options = TransformOptions::default();
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options);
    let Ok(transform) = transform else {
        return unused;
    };
    let mut converted = vec![0; pixels.data.len()];
    if transform.transform(&pixels.data, &mut converted).is_err() {
        return unused;
    }
    pixels.data = converted;
    None
}
