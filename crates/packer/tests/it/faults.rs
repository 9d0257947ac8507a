//! What is wrong is told by file, line and column.

use crate::{app, fault, packed};

fn told(more: &[(&str, &str)]) -> (String, &'static str) {
    let fault = fault(more);
    assert!(!fault.zh.is_empty() && !fault.en.is_empty());
    (fault.place(), fault.code)
}

#[test]
fn broken_wxml_is_named_by_file_line_and_column() {
    let cases = [
        (
            "<view>\n  {{ a + }}\n</view>",
            "pages/a/a.wxml:2:10",
            "wxml_bad_expression",
        ),
        (
            "<view>\n  <text>hi\n</view>",
            "pages/a/a.wxml:2:4",
            "wxml_missing_end_tag",
        ),
        (
            "<view>hi</view>\n</text>",
            "pages/a/a.wxml:2:1",
            "wxml_invalid_end_tag",
        ),
        (
            "<view>{{ a </view>",
            "pages/a/a.wxml:1:13",
            "wxml_bad_expression",
        ),
    ];
    for (wxml, place, code) in cases {
        assert_eq!(
            told(&[("pages/a/a.wxml", wxml)]),
            (place.to_owned(), code),
            "{wxml}"
        );
    }
}

#[test]
fn a_column_counts_utf_16_units_as_editors_do() {
    let (place, _) = told(&[("pages/a/a.wxml", "<view>山茶花 {{ + }}</view>")]);
    assert_eq!(place, "pages/a/a.wxml:1:16");
}

#[test]
fn a_doubled_attribute_is_a_warning_and_the_app_still_runs() {
    let packed = packed(&[(
        "pages/a/a.wxml",
        "<view\n  class=\"a\"\n  class=\"b\"></view>",
    )]);
    let warning = &packed.warnings[0];
    assert_eq!(
        (warning.place().as_str(), warning.code),
        ("pages/a/a.wxml:3:3", "wxml_duplicated_attribute")
    );
}

#[test]
fn bad_json_is_named_by_file_line_and_column() {
    let (place, code) = told(&[("app.json", "{\n  \"pages\": [\"pages/a/a\",]\n}")]);
    assert_eq!((place.as_str(), code), ("app.json:2:25", "json_broken"));
    let (place, code) = told(&[("pages/a/a.json", "[]")]);
    assert_eq!(
        (place.as_str(), code),
        ("pages/a/a.json:1:1", "json_not_an_object")
    );
}

#[test]
fn a_page_without_its_files_is_named_where_app_json_names_it() {
    let json = "{\n  \"pages\": [\"pages/a/a\",\n    \"pages/b/b\"]\n}";
    let fault = fault(&[("app.json", json), ("pages/b/b.wxml", "<view/>")]);
    assert_eq!(
        (fault.place().as_str(), fault.code),
        ("app.json:3:5", "page_file_missing")
    );
    assert!(fault.en.contains("pages/b/b.js"), "{fault}");
}

#[test]
fn an_app_without_pages_or_without_app_json_says_so() {
    assert_eq!(told(&[("app.json", "{}")]).1, "no_pages");
    let nothing = wecom_share_packer::Embedded::default();
    assert_eq!(
        wecom_share_packer::pack(&nothing).unwrap_err().code,
        "app_json_missing"
    );
}

#[test]
fn a_component_that_is_not_there_is_named_with_who_asked_for_it() {
    let json = r#"{"usingComponents": {"price-tag": "../../components/price/price"}}"#;
    let fault = fault(&[("pages/a/a.json", json)]);
    assert_eq!(
        (fault.file.as_str(), fault.code),
        ("pages/a/a.json", "component_missing")
    );
    assert!(fault.zh.contains("price-tag") && fault.zh.contains("../../components/price/price"));
}

#[test]
fn a_component_from_npm_that_was_not_built_says_what_to_do() {
    let json = r#"{"usingComponents": {"van-button": "@vant/weapp/button/index"}}"#;
    assert!(fault(&[("pages/a/a.json", json)]).zh.contains("构建 npm"));
}

#[test]
fn imports_of_missing_templates_scripts_and_styles_are_named() {
    for (path, text) in [
        ("pages/a/a.wxml", "<import src=\"../b.wxml\" />"),
        ("pages/a/a.wxml", "<wxs module=\"m\" src=\"./b.wxs\" />"),
        ("pages/a/a.wxss", "@import \"./b.wxss\";"),
    ] {
        let (place, code) = told(&[(path, text)]);
        assert_eq!((place.as_str(), code), (path, "import_missing"));
    }
}

#[test]
fn typescript_sources_are_refused_by_name() {
    let files = [
        ("app.json", r#"{"pages": ["pages/b/b"]}"#),
        ("pages/b/b.wxml", ""),
        ("pages/b/b.ts", "Page({})"),
    ];
    assert_eq!(
        told(&files),
        ("pages/b/b.ts".to_owned(), "typescript_not_supported")
    );
}

#[test]
fn a_component_from_a_plugin_is_a_warning_that_names_it() {
    let packed = packed(&[(
        "pages/a/a.json",
        r#"{"usingComponents": {"map": "plugin://maps/map"}}"#,
    )]);
    assert_eq!(packed.warnings[0].code, "plugin_not_supported");
    assert!(packed.warnings[0].zh.contains("plugin://maps/map"));
}

#[test]
fn text_that_is_not_utf_8_is_named_by_line_and_column() {
    let mut files = vec![(
        "app.json".to_owned(),
        br#"{"pages": ["pages/a/a"]}"#.to_vec(),
    )];
    files.push(("pages/a/a.js".to_owned(), b"Page({})".to_vec()));
    files.push((
        "pages/a/a.wxml".to_owned(),
        b"<view>\nab\xff</view>".to_vec(),
    ));
    let fault = wecom_share_packer::pack(&wecom_share_packer::Embedded::new(files)).unwrap_err();
    assert_eq!(
        (fault.place().as_str(), fault.code),
        ("pages/a/a.wxml:2:3", "not_utf8")
    );
}

#[test]
fn a_require_of_a_missing_module_does_not_stop_packing() {
    // WeChat finds out when the file runs, and so does the phone.
    assert!(
        wecom_share_packer::pack(&app(&[("pages/a/a.js", "require('./nothing'); Page({})")]))
            .is_ok()
    );
}
