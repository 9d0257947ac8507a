//! The mini program as a whole: its folder, its pages, its appid.

use std::path::{Path, PathBuf};

use serde_json::Value;
use wecom_share_rules::page::app_pages;

use crate::{
    CheckError,
    code::Code,
    finding::{Finding, Lines},
    texts,
};

/// What is known of the mini program before any script is read.
#[derive(Clone, Debug)]
pub struct App {
    /// The folder that was asked for; places are relative to it.
    pub folder: PathBuf,
    /// The folder of `app.json`.
    pub root: PathBuf,
    /// Every page of the main package and the sub-packages; `None` where `app.json` is missing or broken.
    pub pages: Option<Vec<String>>,
    /// From `project.config.json`.
    pub appid: Option<String>,
}

impl App {
    /// What is known of the mini program in the folder.
    ///
    /// # Errors
    /// The folder, or a file in it, cannot be read. A broken `app.json` is no error: its pages are unknown.
    pub fn open(folder: &Path) -> Result<Self, CheckError> {
        Self::read(folder, &mut Vec::new())
    }

    pub(crate) fn read(folder: &Path, findings: &mut Vec<Finding>) -> Result<Self, CheckError> {
        if !folder.is_dir() {
            return Err(CheckError::NotAFolder {
                path: folder.display().to_string(),
            });
        }
        let project = read_text(&folder.join("project.config.json"))?
            .and_then(|text| serde_json::from_str::<Value>(strip_bom(&text)).ok());
        let named = |key: &str| {
            let text = project.as_ref()?.get(key)?.as_str()?;
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        let root = match named("miniprogramRoot").map(|inner| folder.join(inner)) {
            Some(inner) if inner.is_dir() => inner,
            // Where the developer tools put TypeScript projects.
            _ if !folder.join("app.json").exists()
                && folder.join("miniprogram/app.json").exists() =>
            {
                folder.join("miniprogram")
            }
            _ => folder.to_owned(),
        };
        let mut app = Self {
            folder: folder.to_owned(),
            appid: named("appid").filter(|appid| appid.starts_with("wx")),
            pages: None,
            root,
        };
        app.pages = app.read_pages(findings)?;
        Ok(app)
    }

    /// The path of a file as findings show it.
    pub(crate) fn name_of(&self, path: &Path) -> String {
        let short = path.strip_prefix(&self.folder).unwrap_or(path);
        let parts = short.components().filter_map(|part| match part {
            std::path::Component::CurDir => None,
            part => Some(part.as_os_str().to_string_lossy()),
        });
        parts.collect::<Vec<_>>().join("/")
    }

    fn read_pages(&self, findings: &mut Vec<Finding>) -> Result<Option<Vec<String>>, CheckError> {
        let path = self.root.join("app.json");
        let name = self.name_of(&path);
        let Some(text) = read_text(&path)? else {
            let place = Lines::of("").place(&name, 0, 0);
            findings.push(texts::finding(Code::AppJsonMissing, place, &[]));
            return Ok(None);
        };
        match serde_json::from_str::<Value>(strip_bom(&text)) {
            Ok(value) => Ok(Some(app_pages(&value))),
            Err(error) => {
                let lines = Lines::of(&text);
                let at = lines.offset(error.line(), error.column());
                let place = lines.place(&name, at, at + 1);
                let words = error.to_string();
                let mut finding = texts::finding(Code::AppJsonBroken, place, &[("error", &words)]);
                finding.excerpt = lines.excerpt(&finding.place, 1);
                findings.push(finding);
                Ok(None)
            }
        }
    }
}

fn read_text(path: &Path) -> Result<Option<String>, CheckError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(CheckError::Unreadable {
            path: path.display().to_string(),
            source,
        }),
    }
}

fn strip_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
