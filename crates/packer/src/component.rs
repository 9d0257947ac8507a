//! Pages and the components they use, found by following `usingComponents`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::app::App;
use crate::json::{self, Object};
use crate::path::{folder, resolve};
use crate::{Files, PackError, Warning};

/// A page or component: its configuration, with every component path made absolute.
#[derive(Debug)]
pub struct Unit {
    pub path: String,
    pub config: Object,
}

impl Unit {
    /// How its style sheet is kept apart from others'. A component is isolated unless it says
    /// otherwise; a page shares the app's styles.
    pub fn is_style_scoped(&self) -> bool {
        match self.config.get("styleIsolation").and_then(Value::as_str) {
            Some("shared" | "page-shared") => false,
            Some("isolated" | "apply-shared" | "page-isolated" | "page-apply-shared") => true,
            _ => self
                .config
                .get("component")
                .and_then(Value::as_bool)
                .unwrap_or(false),
        }
    }
}

/// All units of an app, pages first, each once.
pub fn find(
    files: &dyn Files,
    paths: &BTreeSet<String>,
    app: &mut App,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Unit>, PackError> {
    let finder = Finder { paths };
    let mut app_config = std::mem::take(&mut app.json);
    let (globals, _) = finder.make_absolute("app.json", "", &mut app_config, warnings)?;
    app.json = app_config;

    let mut queue: VecDeque<(String, bool)> = VecDeque::new();
    for page in &app.pages {
        finder.check_page(app, page)?;
        queue.push_back((page.clone(), true));
    }
    queue.extend(globals.values().map(|path| (path.clone(), false)));

    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut units = Vec::new();
    while let Some((path, is_page)) = queue.pop_front() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let file = format!("{path}.json");
        let mut config = json::read(files, &file)?.unwrap_or_default();
        let (own, defaults) = finder.make_absolute(&file, folder(&path), &mut config, warnings)?;
        queue.extend(
            own.values()
                .cloned()
                .chain(defaults)
                .map(|path| (path, false)),
        );
        let using: Object = layered(&globals, own);
        config.insert("usingComponents".to_owned(), Value::Object(using));
        if !is_page {
            config.insert("component".to_owned(), Value::Bool(true));
        }
        units.push(Unit { path, config });
    }
    Ok(units)
}

/// Names to absolute component paths.
type Using = BTreeMap<String, String>;

/// The app's own components, with a unit's on top.
fn layered(globals: &Using, own: Using) -> Object {
    let mut all = globals.clone();
    all.extend(own);
    all.into_iter()
        .map(|(name, path)| (name, Value::String(format!("/{path}"))))
        .collect()
}

struct Finder<'a> {
    paths: &'a BTreeSet<String>,
}

impl Finder<'_> {
    fn check_page(&self, app: &App, page: &str) -> Result<(), PackError> {
        for kind in ["wxml", "js"] {
            let file = format!("{page}.{kind}");
            if self.paths.contains(&file) {
                continue;
            }
            if kind == "js" && self.paths.contains(&format!("{page}.ts")) {
                return Err(typescript(&format!("{page}.ts")));
            }
            return Err(app.fault(
                page,
                "page_file_missing",
                format!("app.json 里的页面“{page}”缺少文件 {file}。"),
                format!("The page \"{page}\" named in app.json has no file {file}."),
            ));
        }
        Ok(())
    }

    /// Rewrites the component paths of one configuration; returns `usingComponents` and the
    /// components that stand in for generics.
    fn make_absolute(
        &self,
        file: &str,
        from: &str,
        config: &mut Object,
        warnings: &mut Vec<Warning>,
    ) -> Result<(Using, Vec<String>), PackError> {
        let mut using = Using::new();
        let mut defaults = Vec::new();
        if let Some(Value::Object(named)) = config.get("usingComponents") {
            for (name, path) in named {
                let Some(path) = path.as_str() else { continue };
                if let Some(kind) = foreign(path) {
                    warnings.push(unsupported_component(file, name, path, kind));
                    continue;
                }
                using.insert(name.clone(), self.locate(file, from, name, path)?);
            }
        }
        if let Some(Value::Object(generics)) = config.get_mut("componentGenerics") {
            for (name, generic) in generics {
                let Some(Value::String(path)) = generic.get_mut("default") else {
                    continue;
                };
                let found = self.locate(file, from, name, path)?;
                *path = format!("/{found}");
                defaults.push(found);
            }
        }
        Ok((using, defaults))
    }

    /// A component's path: beside the file, from the top, or in a `miniprogram_npm` folder above.
    fn locate(&self, file: &str, from: &str, name: &str, path: &str) -> Result<String, PackError> {
        let bare = !path.starts_with(['/', '.']);
        let mut places = Vec::new();
        places.extend(resolve(from, path));
        if bare {
            let mut above = from;
            loop {
                let npm = resolve(above, &format!("miniprogram_npm/{path}"));
                places.extend(npm);
                if above.is_empty() {
                    break;
                }
                above = folder(above);
            }
            places.extend(resolve("", path));
        }
        for place in &places {
            for place in [place.clone(), format!("{place}/index")] {
                if self.paths.contains(&format!("{place}.wxml"))
                    && self.paths.contains(&format!("{place}.js"))
                {
                    return Ok(place);
                }
                if self.paths.contains(&format!("{place}.wxml"))
                    && self.paths.contains(&format!("{place}.ts"))
                {
                    return Err(typescript(&format!("{place}.ts")));
                }
            }
        }
        let (hint_zh, hint_en) = if bare {
            (
                "如果它来自 npm，请先在微信开发者工具里“构建 npm”。",
                " If it comes from npm, run “build npm” in WeChat's devtools first.",
            )
        } else {
            ("", "")
        };
        Err(PackError::new(
            file,
            "component_missing",
            format!("组件“{name}”的路径“{path}”没有对应的 .wxml 和 .js 文件。{hint_zh}"),
            format!("The component \"{name}\" at \"{path}\" has no .wxml and .js file.{hint_en}"),
        ))
    }
}

/// Components that do not live in the package.
fn foreign(path: &str) -> Option<&'static str> {
    ["plugin://", "plugin-private://", "ext://", "dynamicLib://"]
        .into_iter()
        .find(|scheme| path.starts_with(scheme))
}

fn unsupported_component(file: &str, name: &str, path: &str, kind: &str) -> Warning {
    PackError::new(
        file,
        "plugin_not_supported",
        format!("组件“{name}”（{path}）来自插件，模拟器不支持 {kind}，该组件显示为空白容器。"),
        format!(
            "The component \"{name}\" ({path}) comes from a plugin; {kind} is not supported here and shows as an empty container."
        ),
    )
}

pub fn typescript(file: &str) -> PackError {
    PackError::new(
        file,
        "typescript_not_supported",
        "不支持直接运行 TypeScript 源码，请先编译成 .js。",
        "TypeScript sources are not supported: compile them to .js first.",
    )
}
