//! The phones' page is embedded from web/dist. Without it the binary would serve an empty page, so say what to do instead.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    if !dist.join("index.html").is_file() {
        // A path that never exists: look again next time, whatever the times of the files say.
        println!("cargo::rerun-if-changed=not-built");
        println!(
            "cargo::error=web/dist/index.html is missing: run `make assets` first (it builds the page of the two phones)"
        );
    }
}
