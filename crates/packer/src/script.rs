//! JS files, as text.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Files, PackError, json};

/// Every JS file of the package by its path.
pub fn collect(
    files: &dyn Files,
    paths: &BTreeSet<String>,
) -> Result<BTreeMap<String, String>, PackError> {
    let mut modules = BTreeMap::new();
    for path in paths.iter().filter(|path| path.ends_with(".js")) {
        if let Some(text) = json::text(files, path)? {
            modules.insert(path.clone(), text);
        }
    }
    Ok(modules)
}
