//! `--fix`.

use std::fs;

use insta::assert_snapshot;
use wecom_share_check::{check, fix};

use crate::{codes, fixture, program};

const MENDED: [&str; 4] = [
    "suffix_missing",
    "suffix_doubled",
    "suffix_unwanted",
    "slash_missing",
];

#[test]
fn what_is_mended_is_not_found_again_and_parses() {
    for name in MENDED {
        let folder = copy_of(name);
        let before = check(folder.path()).unwrap();
        assert!(before.summary.fixable > 0, "{name}");
        assert_eq!(fix(&before).unwrap(), before.summary.fixable, "{name}");
        let after = check(folder.path()).unwrap();
        assert_eq!(codes(&after), Vec::<&str>::new(), "{name}");
        assert_eq!(fix(&after).unwrap(), 0, "{name}");
    }
}

#[test]
fn only_the_page_is_changed() {
    let folder = copy_of("suffix_missing");
    fix(&check(folder.path()).unwrap()).unwrap();
    assert_snapshot!(
        "mended_suffix_missing",
        fs::read_to_string(folder.path().join("share.js")).unwrap()
    );
    let folder = copy_of("suffix_unwanted");
    fix(&check(folder.path()).unwrap()).unwrap();
    assert_snapshot!(
        "mended_suffix_unwanted",
        fs::read_to_string(folder.path().join("forward.js")).unwrap()
    );
}

#[test]
fn marks_line_ends_and_wide_characters_around_a_page_stay_byte_for_byte() {
    let script = |page: &str| {
        format!(
            "\u{feff}// 花笺😀\r\nexports.f = () => wx.qy.sendChatMessage({{ msgtype: 'miniprogram',\r\n\tminiprogram: {{ title: '花😀', page: '{page}' }} }}) // 完"
        )
    };
    let folder = program(&[("a.js", &script("/pages/index/index?a=花"))]);
    fix(&check(folder.path()).unwrap()).unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join("a.js")).unwrap(),
        script("/pages/index/index.html?a=花")
    );
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 2, "nothing is left beside the script");
}

#[test]
fn a_constant_that_navigation_uses_too_is_left_alone() {
    let folder = program(&[(
        "a.js",
        "const PAGE = '/pages/index/index';\n\
         exports.open = () => wx.navigateTo({ url: PAGE });\n\
         exports.share = () => wx.qy.sendChatMessage({ msgtype: 'miniprogram', miniprogram: { page: PAGE } });\n",
    )]);
    fix(&check(folder.path()).unwrap()).unwrap();
    let text = fs::read_to_string(folder.path().join("a.js")).unwrap();
    assert!(
        text.starts_with("const PAGE = '/pages/index/index';"),
        "{text}"
    );
    assert!(text.contains("page: PAGE + '.html'"), "{text}");
    assert_eq!(check(folder.path()).unwrap().findings, []);
}

#[test]
fn a_page_from_another_file_is_not_mended_by_guess() {
    let folder = copy_of("suffix_from_elsewhere");
    let report = check(folder.path()).unwrap();
    assert_eq!(report.summary.fixable, 0);
    assert_eq!(fix(&report).unwrap(), 0);
}

fn copy_of(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(fixture(name)).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    folder
}
