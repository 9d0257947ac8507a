//! What `wecom-share check` promises, on small mini programs.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its folder has failed"
)]

mod example;
mod fixtures;
mod frameworks;
mod mending;
mod odd;
mod sarif;

use std::path::{Path, PathBuf};

use wecom_share_check::{Language, Look, Report, check, terminal};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn report(name: &str) -> Report {
    check(&fixture(name)).unwrap()
}

fn shown(report: &Report, language: Language) -> String {
    let look = Look {
        language,
        color: false,
    };
    terminal(report, look)
}

/// A mini program written for one test.
fn program(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let app_json = r#"{ "pages": ["pages/index/index"] }"#;
    for (name, text) in std::iter::once(&("app.json", app_json)).chain(files) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|it| it.code.as_str()).collect()
}
