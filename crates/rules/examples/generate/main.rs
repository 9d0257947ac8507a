//! Writes what the SDK has from the rule book: `miniprogram/src/rules.generated.ts` and `miniprogram/types/wx-qy.d.ts`.
//! Both are checked in; a test of this crate fails when they are stale and writes them with `UPDATE=1`.
//!
//! ```text
//! $ cargo run -q -p wecom-share-rules --example generate
//! ```

mod table;
mod typings;
mod words;

use std::{fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::write(root.join(table::FILE), table::text())?;
    fs::write(root.join(typings::FILE), typings::text())
}
