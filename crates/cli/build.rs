//! The binary carries the example mini program, whose npm folder is built by `make assets`.

use std::path::Path;

fn main() {
    let example = Path::new("../../examples/miniprogram");
    println!("cargo::rerun-if-changed={}", example.display());
    if !example
        .join("miniprogram_npm/wecom-share/index.js")
        .exists()
    {
        println!(
            "cargo::error=the SDK is not built into the example mini program: run `make assets` first"
        );
    }
}
