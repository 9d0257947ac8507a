//! JS files, as text; ES modules become CommonJS.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Files, PackError, esm, json};

/// Every JS file of the package by its path.
pub fn collect(
    files: &dyn Files,
    paths: &BTreeSet<String>,
) -> Result<BTreeMap<String, String>, PackError> {
    let mut modules = BTreeMap::new();
    for path in paths.iter().filter(|path| path.ends_with(".js")) {
        if let Some(text) = json::text(files, path)? {
            modules.insert(path.clone(), esm::to_commonjs(path, &text)?);
        }
    }
    Ok(modules)
}
