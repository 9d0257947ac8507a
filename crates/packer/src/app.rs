//! app.json: which pages there are.

use serde_json::Value;

use crate::json::{self, Object};
use crate::path::resolve;
use crate::{Files, PackError};

/// app.json and the pages it names, sub-packages after the main package.
#[derive(Debug)]
pub struct App {
    pub json: Object,
    pub pages: Vec<String>,
    /// The text of app.json, to find where a name stands.
    text: String,
}

impl App {
    pub fn read(files: &dyn Files) -> Result<Self, PackError> {
        let Some(json) = json::read(files, "app.json")? else {
            return Err(PackError::new(
                "app.json",
                "app_json_missing",
                "目录里没有 app.json。请给出小程序的根目录（放有 app.json 的那一层）。",
                "There is no app.json. Give the mini program's root, the directory with app.json.",
            ));
        };
        let text = json::text(files, "app.json")?.unwrap_or_default();
        let mut app = Self {
            json,
            pages: Vec::new(),
            text,
        };
        app.read_pages()?;
        Ok(app)
    }

    /// A fault in app.json, placed where `name` stands.
    pub fn fault(&self, name: &str, code: &'static str, zh: String, en: String) -> PackError {
        let fault = PackError::new("app.json", code, zh, en);
        match json::place_of(&self.text, name) {
            Some((line, column)) => fault.at(line, column),
            None => fault,
        }
    }

    fn read_pages(&mut self) -> Result<(), PackError> {
        let mut pages = Vec::new();
        for page in names(self.json.get("pages")) {
            pages.push(self.page_path("", page)?);
        }
        // Both spellings are WeChat's own.
        for key in ["subPackages", "subpackages"] {
            for package in self
                .json
                .get(key)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let root = package
                    .get("root")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                for page in names(package.get("pages")) {
                    pages.push(self.page_path(root, page)?);
                }
            }
        }
        if pages.is_empty() {
            return Err(self.fault(
                "pages",
                "no_pages",
                "app.json 的 pages 里没有页面。".to_owned(),
                "app.json names no page in \"pages\".".to_owned(),
            ));
        }
        let mut seen = std::collections::BTreeSet::new();
        pages.retain(|page| seen.insert(page.clone()));
        self.pages = pages;
        Ok(())
    }

    fn page_path(&self, root: &str, page: &str) -> Result<String, PackError> {
        resolve(root.trim_matches('/'), page.trim_start_matches('/'))
            .filter(|path| !path.is_empty())
            .ok_or_else(|| {
                self.fault(
                    page,
                    "page_path_broken",
                    format!("页面路径“{page}”不在小程序目录里。"),
                    format!("The page path \"{page}\" is not inside the mini program."),
                )
            })
    }
}

fn names(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
