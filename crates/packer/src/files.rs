//! Where a mini program's files come from: a directory, or files already in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::PackError;
use crate::path::is_usable;

/// The most files looked at, and the largest single file read. Ours, to protect the process; they
/// are far above WeChat's own package limit (client-api.md §5.7).
const MAX_FILES: usize = 20_000;
const MAX_FILE_BYTES: u64 = 10 * 1024 * 1024;
const MAX_DEPTH: usize = 32;

/// The files of one mini program. Paths are relative to app.json, `/`-separated.
pub trait Files: Send + Sync + Debug {
    /// All paths that belong to the package, sorted.
    fn list(&self) -> Result<Vec<String>, PackError>;

    /// A file's bytes; `None` when it does not exist or does not belong to the package.
    fn read(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, PackError>;
}

/// A mini program on disk. Nothing outside the directory is ever read, whatever a link says.
#[derive(Clone, Debug)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// Opens the directory that holds app.json. A project whose `project.config.json` names a
    /// `miniprogramRoot` is opened there.
    pub fn open(path: &Path) -> Result<Self, PackError> {
        let root = real_directory(path)?;
        if root.join("app.json").is_file() {
            return Ok(Self { root });
        }
        let Some(inner) = miniprogram_root(&root) else {
            return Ok(Self { root });
        };
        let inner = real_directory(&root.join(inner))?;
        if !inner.starts_with(&root) {
            return Err(PackError::new(
                "project.config.json",
                "root_outside",
                "miniprogramRoot 指向了目录之外。",
                "miniprogramRoot leads outside the directory.",
            ));
        }
        Ok(Self { root: inner })
    }

    /// The directory that holds app.json.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn walk(&self, folder: &Path, prefix: &str, out: &mut Vec<String>) -> Result<(), PackError> {
        if prefix.matches('/').count() > MAX_DEPTH {
            return Err(too_many(prefix));
        }
        let entries = std::fs::read_dir(folder).map_err(|error| unreadable(prefix, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(prefix, &error))?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = format!("{prefix}{name}");
            if !is_usable(&path) {
                continue;
            }
            let kind = entry
                .file_type()
                .map_err(|error| unreadable(&path, &error))?;
            if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"), out)?;
            } else if kind.is_file() || self.inside(&entry.path()).is_some() {
                out.push(path);
            }
            if out.len() > MAX_FILES {
                return Err(too_many(prefix));
            }
        }
        Ok(())
    }

    /// The real place of a regular file inside the directory.
    fn inside(&self, path: &Path) -> Option<PathBuf> {
        let real = path.canonicalize().ok()?;
        (real.starts_with(&self.root) && real.is_file()).then_some(real)
    }
}

impl Files for Directory {
    fn list(&self) -> Result<Vec<String>, PackError> {
        let mut paths = Vec::new();
        self.walk(&self.root, "", &mut paths)?;
        paths.sort();
        Ok(paths)
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, PackError> {
        if !is_usable(path) {
            return Ok(None);
        }
        let Some(real) = self.inside(&self.root.join(path)) else {
            return Ok(None);
        };
        let size = real
            .metadata()
            .map_err(|error| unreadable(path, &error))?
            .len();
        if size > MAX_FILE_BYTES {
            return Err(PackError::new(
                path,
                "file_too_large",
                format!("文件有 {size} 字节，超过 {MAX_FILE_BYTES} 字节。"),
                format!("The file has {size} bytes, more than {MAX_FILE_BYTES}."),
            ));
        }
        let bytes = std::fs::read(&real).map_err(|error| unreadable(path, &error))?;
        Ok(Some(Cow::Owned(bytes)))
    }
}

/// A mini program held in memory, such as the example built into the binary.
#[derive(Clone, Debug, Default)]
pub struct Embedded {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Embedded {
    pub fn new<B: Into<Cow<'static, [u8]>>>(files: impl IntoIterator<Item = (String, B)>) -> Self {
        let files = files
            .into_iter()
            .filter(|(path, _)| is_usable(path))
            .map(|(path, bytes)| (path, bytes.into()))
            .collect();
        Self { files }
    }
}

impl Files for Embedded {
    fn list(&self) -> Result<Vec<String>, PackError> {
        Ok(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, PackError> {
        Ok(self
            .files
            .get(path)
            .map(|bytes| Cow::Borrowed(bytes.as_ref())))
    }
}

fn real_directory(path: &Path) -> Result<PathBuf, PackError> {
    let shown = path.display().to_string();
    let real = path
        .canonicalize()
        .map_err(|error| unreadable(&shown, &error))?;
    if real.is_dir() {
        return Ok(real);
    }
    Err(PackError::new(
        shown,
        "not_a_directory",
        "这不是一个目录。请给出放有 app.json 的小程序目录。",
        "This is not a directory. Give the mini program's directory, the one with app.json.",
    ))
}

fn miniprogram_root(root: &Path) -> Option<String> {
    let text = std::fs::read(root.join("project.config.json")).ok()?;
    let project: serde_json::Value = serde_json::from_slice(&text).ok()?;
    Some(project.get("miniprogramRoot")?.as_str()?.to_owned())
}

fn unreadable(path: &str, error: &std::io::Error) -> PackError {
    PackError::new(
        path,
        "unreadable",
        format!("读取失败：{error}"),
        format!("Reading failed: {error}"),
    )
}

fn too_many(path: &str) -> PackError {
    PackError::new(
        path,
        "too_many_files",
        "文件太多或目录太深，这看起来不是一个小程序目录。",
        "Too many files, or folders too deep: this does not look like a mini program's directory.",
    )
}
