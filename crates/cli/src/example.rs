//! The example mini program, carried in the binary so that `wecom-share demo` needs no files.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../examples/miniprogram"]
#[exclude = "node_modules/*"]
#[exclude = "package-lock.json"]
struct Files;

/// Paths relative to the mini program's root, with their bytes.
pub fn files() -> impl Iterator<Item = (String, Vec<u8>)> {
    Files::iter().filter_map(|path| {
        let file = Files::get(&path)?;
        Some((path.into_owned(), file.data.into_owned()))
    })
}
