//! Turns `rules/*.toml` into JSON, which is read several times faster when a process starts. A file that is no TOML
//! stops the build.

use std::{env, error::Error, fs, path::Path};

const FILES: [&str; 11] = [
    "sources",
    "limits",
    "fields",
    "channels",
    "quotas",
    "errors",
    "capabilities",
    "faults",
    "reasons",
    "notes",
    "refusals",
];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    for name in FILES {
        let path = format!("../../rules/{name}.toml");
        println!("cargo::rerun-if-changed={path}");
        let rows: toml::Table = toml::from_str(&fs::read_to_string(&path)?)
            .map_err(|error| format!("{path}: {error}"))?;
        let json = Path::new(&out).join(name).with_extension("json");
        fs::write(json, serde_json::to_string(&rows)?)?;
    }
    Ok(())
}
