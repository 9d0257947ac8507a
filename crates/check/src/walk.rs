//! The scripts of a mini program.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{App, CheckError};

/// One script, read.
#[derive(Debug)]
pub struct Script {
    /// As findings show it.
    pub name: String,
    pub text: String,
}

/// What others wrote and what tools made.
const PASSED_OVER: [&str; 4] = ["node_modules", "miniprogram_npm", "typings", "unpackage"];

/// Every `.js`, `.mjs`, `.cjs` and `.ts` of the mini program, in the order of their names. Links are not followed.
pub fn scripts(app: &App) -> Result<Vec<Script>, CheckError> {
    let mut paths = Vec::new();
    collect(&app.root, &mut paths)?;
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).map_err(unreadable(&path))?;
            Ok(Script {
                name: app.name_of(&path),
                text: String::from_utf8_lossy(&bytes).into_owned(),
            })
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), CheckError> {
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let entry = entry.map_err(unreadable(folder))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(unreadable(&path))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || PASSED_OVER.contains(&name.as_ref()) {
            continue;
        }
        if kind.is_dir() {
            collect(&path, paths)?;
        } else if kind.is_file() && is_script(&name) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_script(name: &str) -> bool {
    let Some((_, extension)) = name.rsplit_once('.') else {
        return false;
    };
    matches!(extension, "js" | "mjs" | "cjs" | "ts") && !name.ends_with(".d.ts")
}

fn unreadable(path: &Path) -> impl Fn(std::io::Error) -> CheckError {
    move |source| CheckError::Unreadable {
        path: path.display().to_string(),
        source,
    }
}
