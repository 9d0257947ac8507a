//! Putting one mini program into one script.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::app::App;
use crate::component::{self, Unit};
use crate::json::Object;
use crate::{Files, PackError, Warning, script, style, template};

/// All text of a package together. Ours, to protect the process (client-api.md §5.7 has WeChat's).
const MAX_TEXT_BYTES: usize = 60 * 1024 * 1024;

/// A packed mini program.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The bundle: `__wecomSharePackage({…})`.
    pub script: String,
    /// Page paths in the order of app.json, sub-packages after the main package.
    pub pages: Vec<String>,
    pub app_json: Value,
    pub warnings: Vec<Warning>,
}

/// Packs a mini program. Reads every file anew: a changed file shows at the next call.
pub fn pack(files: &dyn Files) -> Result<Packed, PackError> {
    let paths: BTreeSet<String> = files.list()?.into_iter().collect();
    let mut warnings = Vec::new();
    let mut app = App::read(files)?;
    if !paths.contains("app.js") && paths.contains("app.ts") {
        return Err(component::typescript("app.ts"));
    }
    let units = component::find(files, &paths, &mut app, &mut warnings)?;
    let names: Vec<&str> = units.iter().map(|unit| unit.path.as_str()).collect();
    let templates = template::compile(files, &paths, &names, &mut warnings)?;
    let styles = sheets(files, &units, &mut warnings)?;
    let modules = script::collect(files, &paths)?;
    check_size(&modules, &templates)?;

    let bundle = Bundle {
        format: 1,
        app: &app.json,
        pages: &app.pages,
        units: units
            .iter()
            .map(|unit| (unit.path.as_str(), &unit.config))
            .collect(),
        styles,
        wxs: &templates.wxs,
        modules: &modules,
    };
    let json = serde_json::to_string(&bundle).map_err(|error| {
        PackError::new(
            "app.json",
            "bundle_not_written",
            error.to_string(),
            error.to_string(),
        )
    })?;
    let script = format!("__wecomSharePackage({json},{});\n", templates.code);
    Ok(Packed {
        script,
        pages: app.pages,
        app_json: Value::Object(app.json),
        warnings,
    })
}

/// What `web/src/host/package.ts` reads.
#[derive(Serialize)]
struct Bundle<'a> {
    format: u32,
    app: &'a Object,
    pages: &'a [String],
    units: BTreeMap<&'a str, &'a Object>,
    styles: BTreeMap<String, StyleEntry>,
    wxs: &'a BTreeMap<String, String>,
    modules: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct StyleEntry {
    css: String,
    /// The class prefix, for units whose styles are kept apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

fn sheets(
    files: &dyn Files,
    units: &[Unit],
    warnings: &mut Vec<Warning>,
) -> Result<BTreeMap<String, StyleEntry>, PackError> {
    let mut styles = BTreeMap::new();
    let app = style::compile(files, "app", None, warnings)?;
    styles.insert(
        "app".to_owned(),
        StyleEntry {
            css: app.css,
            scope: None,
        },
    );
    for (number, unit) in units.iter().enumerate() {
        let scope = unit.is_style_scoped().then(|| format!("s{number}"));
        let sheet = style::compile(files, &unit.path, scope.as_deref(), warnings)?;
        styles.insert(
            unit.path.clone(),
            StyleEntry {
                css: sheet.css,
                scope,
            },
        );
    }
    Ok(styles)
}

fn check_size(
    modules: &BTreeMap<String, String>,
    templates: &template::Templates,
) -> Result<(), PackError> {
    let bytes = modules
        .values()
        .chain(templates.wxs.values())
        .map(String::len)
        .sum::<usize>()
        + templates.code.len();
    if bytes <= MAX_TEXT_BYTES {
        return Ok(());
    }
    Err(PackError::new(
        "app.json",
        "package_too_large",
        format!("代码共 {bytes} 字节，超过 {MAX_TEXT_BYTES} 字节。"),
        format!("The code has {bytes} bytes, more than {MAX_TEXT_BYTES}."),
    ))
}
