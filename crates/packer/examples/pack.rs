//! `cargo run -p wecom-share-packer --example pack -- DIR [OUT]`: writes a mini program's bundle,
//! and says how long packing took.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use wecom_share_packer::{Directory, pack};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments
        .next()
        .ok_or("give the mini program's directory")?;
    let start = Instant::now();
    let packed = pack(&Directory::open(Path::new(&directory))?)?;
    let took = start.elapsed();
    for warning in &packed.warnings {
        eprintln!("{warning}");
    }
    eprintln!(
        "{} pages, {} bytes, {took:?}",
        packed.pages.len(),
        packed.script.len()
    );
    match arguments.next() {
        Some(out) => std::fs::write(out, packed.script)?,
        None => println!("{}", packed.script),
    }
    Ok(())
}
