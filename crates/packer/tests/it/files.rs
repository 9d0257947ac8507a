//! What of a directory is read, and what never is.

use std::fs;
use std::path::Path;

use crate::{app, bundle};
use wecom_share_packer::{Directory, Files, pack};

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn small_app(root: &Path) {
    write(root, "app.json", r#"{"pages": ["pages/a/a"]}"#);
    write(root, "pages/a/a.js", "Page({})");
    write(root, "pages/a/a.wxml", "<view/>");
}

#[test]
fn the_developers_own_files_are_not_packed() {
    let folder = tempfile::tempdir().unwrap();
    small_app(folder.path());
    for path in [
        "node_modules/x/index.js",
        ".git/hook.js",
        "project.config.json",
        "utils/.hidden.js",
    ] {
        write(folder.path(), path, "{}");
    }
    let packed = pack(&Directory::open(folder.path()).unwrap()).unwrap();
    let modules = bundle(&packed)["modules"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect::<Vec<_>>();
    assert_eq!(modules, ["pages/a/a.js"]);
}

#[test]
fn a_project_whose_mini_program_lies_deeper_is_opened_there() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "project.config.json",
        r#"{"miniprogramRoot": "miniprogram/"}"#,
    );
    small_app(&folder.path().join("miniprogram"));
    let files = Directory::open(folder.path()).unwrap();
    assert_eq!(pack(&files).unwrap().pages, ["pages/a/a"]);
}

#[test]
fn a_directory_that_is_not_there_says_so() {
    assert_eq!(
        Directory::open(Path::new("/no/such/directory"))
            .unwrap_err()
            .code,
        "unreadable"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_outside_is_never_followed() {
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.js", "module.exports = 'secret'");
    let folder = tempfile::tempdir().unwrap();
    small_app(folder.path());
    std::os::unix::fs::symlink(
        outside.path().join("secret.js"),
        folder.path().join("secret.js"),
    )
    .unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("folder")).unwrap();
    let files = Directory::open(folder.path()).unwrap();
    assert!(!pack(&files).unwrap().script.contains("secret"));
    assert_eq!(files.read("secret.js").unwrap(), None);
    assert_eq!(files.read("folder/secret.js").unwrap(), None);
}

#[test]
fn a_path_that_climbs_out_reads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    small_app(&folder.path().join("app"));
    write(folder.path(), "secret", "secret");
    let files = Directory::open(&folder.path().join("app")).unwrap();
    for path in [
        "../secret",
        "/etc/passwd",
        "pages/../../secret",
        "pages//a/a.js",
        "",
    ] {
        assert_eq!(files.read(path).unwrap(), None, "{path}");
    }
    assert!(files.read("pages/a/a.js").unwrap().is_some());
}

#[test]
fn a_huge_file_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    small_app(folder.path());
    let file = fs::File::create(folder.path().join("pages/a/a.wxml")).unwrap();
    file.set_len(11 * 1024 * 1024).unwrap();
    let fault = pack(&Directory::open(folder.path()).unwrap()).unwrap_err();
    assert_eq!(
        (fault.file.as_str(), fault.code),
        ("pages/a/a.wxml", "file_too_large")
    );
}

#[test]
fn files_in_memory_pack_like_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let memory = app(&[]);
    for path in memory.list().unwrap() {
        let bytes = memory.read(&path).unwrap().unwrap();
        write(folder.path(), &path, std::str::from_utf8(&bytes).unwrap());
    }
    let directory = Directory::open(folder.path()).unwrap();
    assert_eq!(
        pack(&directory).unwrap().script,
        pack(&memory).unwrap().script
    );
}
