//! `cargo run -p wecom-share-packer --example pack -- DIR [OUT]`: writes a mini program's bundle,
//! and says how long packing took. A fault is written to standard output as JSON.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use wecom_share_packer::{Directory, pack};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments
        .next()
        .ok_or("give the mini program's directory")?;
    let start = Instant::now();
    let packed = match Directory::open(Path::new(&directory)).and_then(|files| pack(&files)) {
        Ok(packed) => packed,
        Err(fault) => {
            println!("{}", serde_json::to_string(&fault)?);
            return Ok(ExitCode::FAILURE);
        }
    };
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
    Ok(ExitCode::SUCCESS)
}
