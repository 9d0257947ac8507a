//! The mini program the phones run: packed at the start, and again when its files have changed.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path as UrlPath, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;
use wecom_share_packer::{Directory, Embedded, Files, PackError, Packed, pack};

use crate::AppSource;
use crate::local::SimError;
use crate::shared::Shared;

#[derive(Debug)]
pub(crate) struct AppFiles {
    source: Source,
    last: Mutex<Option<Last>>,
}

/// The bundle of the files as they were when they had this fingerprint.
#[derive(Debug)]
struct Last {
    print: u64,
    packed: Arc<Result<Packed, PackError>>,
}

#[derive(Debug)]
enum Source {
    Dir(std::path::PathBuf),
    Memory(Embedded),
}

impl AppFiles {
    pub fn new(source: AppSource) -> Self {
        let source = match source {
            AppSource::Dir(path) => Source::Dir(path),
            AppSource::Embedded(files) => Source::Memory(Embedded::new(files)),
        };
        let app = Self {
            source,
            last: Mutex::new(None),
        };
        app.packed();
        app
    }

    /// The bundle of the files as they are now.
    pub fn packed(&self) -> Arc<Result<Packed, PackError>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let print = match &self.source {
            Source::Dir(path) => fingerprint(path),
            Source::Memory(_) => 0,
        };
        if let Some(last) = &*last
            && last.print == print
        {
            return Arc::clone(&last.packed);
        }
        let packed = Arc::new(self.with_files(pack));
        *last = Some(Last {
            print,
            packed: Arc::clone(&packed),
        });
        packed
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PackError> {
        self.with_files(|files| Ok(files.read(path)?.map(Cow::into_owned)))
    }

    fn with_files<T>(
        &self,
        use_files: impl FnOnce(&dyn Files) -> Result<T, PackError>,
    ) -> Result<T, PackError> {
        match &self.source {
            Source::Dir(path) => use_files(&Directory::open(path)?),
            Source::Memory(files) => use_files(files),
        }
    }
}

pub(super) async fn bundle(State(shared): State<Arc<Shared>>) -> Response {
    let packed = shared.packed().await;
    match &*packed {
        Ok(packed) => (
            [
                (
                    header::CONTENT_TYPE,
                    "application/javascript; charset=utf-8",
                ),
                (header::CACHE_CONTROL, "no-store"),
            ],
            packed.script.clone(),
        )
            .into_response(),
        Err(error) => broken(error),
    }
}

pub(super) async fn file(
    State(shared): State<Arc<Shared>>,
    UrlPath(path): UrlPath<String>,
) -> Response {
    let media_type = mime_guess::from_path(&path)
        .first_or_octet_stream()
        .to_string();
    let read = tokio::task::spawn_blocking(move || shared.app.read(&path)).await;
    match read {
        Ok(Ok(Some(bytes))) => (
            [
                (header::CONTENT_TYPE, media_type.as_str()),
                (header::CACHE_CONTROL, "no-cache"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ],
            bytes,
        )
            .into_response(),
        Ok(Err(error)) => broken(&error),
        Ok(Ok(None)) | Err(_) => SimError::not_found(
            "no_such_file",
            ("小程序里没有这个文件", "the mini program has no such file"),
        )
        .into_response(),
    }
}

fn broken(error: &PackError) -> Response {
    (
        StatusCode::UNPROCESSABLE_ENTITY,
        Json(json!({"error": error})),
    )
        .into_response()
}

/// Changes when a file is added, removed, or written.
fn fingerprint(path: &Path) -> u64 {
    let mut hash = DefaultHasher::new();
    let listed = Directory::open(path).and_then(|it| Ok((it.root().to_owned(), it.list()?)));
    match listed {
        Ok((root, paths)) => {
            for path in paths {
                let about = std::fs::metadata(root.join(&path)).ok();
                path.hash(&mut hash);
                about.as_ref().map(std::fs::Metadata::len).hash(&mut hash);
                about.and_then(|it| it.modified().ok()).hash(&mut hash);
            }
        }
        Err(error) => error.en.hash(&mut hash),
    }
    hash.finish()
}
