//! Mechanical repairs, written back to the files.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{Edit, Finding, Report};

/// Why repairs were not written.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    #[error("读写 {path} 失败：{source} / cannot read or write {path}")]
    File {
        path: String,
        source: std::io::Error,
    },
}

/// Writes every mechanical repair of the report into its file and answers how many findings were repaired. A finding
/// whose edits touch another's is left for the next time.
///
/// # Errors
/// A file cannot be read or written; files before it stay repaired.
pub fn fix(report: &Report) -> Result<usize, FixError> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|it| !it.edits.is_empty()) {
        by_file
            .entry(&finding.place.file)
            .or_default()
            .push(finding);
    }
    let mut repaired = 0;
    for (name, findings) in by_file {
        let path: PathBuf = report.folder.join(name);
        let failed = |source| FixError::File {
            path: path.display().to_string(),
            source,
        };
        let text = fs::read_to_string(&path).map_err(failed)?;
        let (mended, count) = apply(&text, &findings);
        if count > 0 {
            replace(&path, &mended).map_err(failed)?;
        }
        repaired += count;
    }
    Ok(repaired)
}

/// The whole new text takes the old one's place at once: a script is never half written, whatever happens meanwhile.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".wecom-share-fix");
    let beside = PathBuf::from(beside);
    let written = fs::write(&beside, text)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(path)?.permissions()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn apply(text: &str, findings: &[&Finding]) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for finding in findings {
        // The same repair may come from two findings about one constant.
        let known = finding.edits.iter().all(|edit| taken.contains(&edit));
        let free = |edit: &Edit| {
            edit.end <= text.len()
                && !taken
                    .iter()
                    .any(|other| edit.start <= other.end && other.start <= edit.end)
        };
        if known {
            count += 1;
        } else if finding.edits.iter().all(free) {
            taken.extend(&finding.edits);
            count += 1;
        }
    }
    taken.sort();
    let mut mended = text.to_owned();
    for edit in taken.into_iter().rev() {
        mended.replace_range(edit.start..edit.end, &edit.text);
    }
    (mended, count)
}
