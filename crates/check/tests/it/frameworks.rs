//! What frameworks and compilers make of a mini program, and the ways people write by hand: `right` has nothing to find,
//! `wrong` has faults that are found in that shape too.

use std::path::{Path, PathBuf};

use wecom_share_check::{Report, check, fix};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/frameworks")
        .join(name)
}

/// `file code`, as often as it is found.
fn found(report: &Report) -> Vec<String> {
    let line = |it: &wecom_share_check::Finding| format!("{} {}", it.place.file, it.code.as_str());
    report.findings.iter().map(line).collect()
}

const WRONG: [(&str, &str); 5] = [
    (
        "taro",
        "pages/product/product.js suffix_unwanted
         pages/product/product.js receivers_swapped
         pages/product/product.js title_too_long
         pages/product/product.js image_local
         pages/product/product.js suffix_missing
         pages/product/product.js success_is_not_delivery",
    ),
    (
        "uni-app",
        "pages/product/product.js qy_kept_at_load
         pages/product/product.js suffix_unwanted
         pages/product/product.js image_temporary
         pages/product/product.js image_local
         pages/product/product.js suffix_missing
         pages/product/product.js success_is_not_delivery",
    ),
    (
        "uni-app-vue2",
        "pages/index/index.js receivers_swapped
         pages/index/index.js suffix_missing",
    ),
    (
        "typescript",
        "es2018.js receivers_swapped
         es2018.js image_local
         es2018.js suffix_missing
         es5.js receivers_swapped
         es5.js image_local
         es5.js suffix_missing
         source.ts receivers_swapped
         source.ts image_local
         source.ts suffix_missing",
    ),
    (
        "by-hand",
        "share.js receivers_swapped
         share.js receivers_swapped
         share.js media_local
         share.js success_is_not_delivery
         share.js suffix_missing
         share.js shapes_mixed
         share.js media_local
         share.js image_local
         share.js draft_invalid
         share.js draft_invalid
         share.js draft_invalid
         share.js page_not_in_app
         share.js title_too_long
         share.js success_is_not_delivery",
    ),
];

#[test]
fn nothing_is_found_in_what_is_right() {
    for (name, _) in WRONG {
        let report = check(&sample(name).join("right")).unwrap();
        assert!(report.summary.scripts > 0, "{name}");
        assert_eq!(found(&report), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn faults_are_found_in_every_shape() {
    for (name, wanted) in WRONG {
        let report = check(&sample(name).join("wrong")).unwrap();
        let wanted: Vec<&str> = wanted.lines().map(str::trim).collect();
        assert_eq!(found(&report), wanted, "{name}");
    }
}

#[test]
fn what_is_mended_in_a_bundle_leaves_the_rest_byte_for_byte() {
    for (name, _) in WRONG {
        let folder = tempfile::tempdir().unwrap();
        copy(&sample(name).join("wrong"), folder.path());
        let before = check(folder.path()).unwrap();
        assert!(before.summary.fixable > 0, "{name}");
        let texts: Vec<(PathBuf, Vec<u8>)> = scripts(folder.path());
        fix(&before).unwrap();
        for (path, old) in texts {
            let new = std::fs::read(&path).unwrap();
            let is_mended = before
                .findings
                .iter()
                .any(|it| !it.edits.is_empty() && path.ends_with(&it.place.file));
            assert_eq!(new != old, is_mended, "{}", path.display());
            // Without the pages' suffixes and slashes the two are the same.
            let bare = |bytes: &[u8]| {
                let text = std::str::from_utf8(bytes).unwrap();
                text.replace(".html", "").replace("\"/pages", "\"pages")
            };
            assert_eq!(bare(&new), bare(&old), "{}", path.display());
        }
        let after = check(folder.path()).unwrap();
        assert_eq!(after.summary.fixable, 0, "{name}");
        assert_eq!(fix(&after).unwrap(), 0, "{name}");
    }
}

fn scripts(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(scripts(&path));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
