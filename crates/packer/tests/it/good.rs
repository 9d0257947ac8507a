//! What a bundle holds.

use crate::{app, bundle, packed};
use wecom_share_packer::pack;

#[test]
fn packing_twice_gives_the_same_script() {
    let wxs = [
        ("utils/a.wxs", "module.exports.a = 1"),
        (
            "pages/a/a.wxml",
            "<wxs module=\"m\" src=\"../../utils/a.wxs\" /><wxs module=\"n\">1</wxs><include src=\"../b\" />",
        ),
        ("pages/b.wxml", "<view>{{m.a}}</view>"),
    ];
    let files = app(&wxs);
    assert_eq!(pack(&files).unwrap().script, pack(&files).unwrap().script);
}

#[test]
fn pages_of_sub_packages_follow_those_of_the_main_package() {
    let json = r#"{"pages": ["pages/a/a"], "subPackages": [{"root": "shop/", "pages": ["b/b"]}]}"#;
    let packed = packed(&[
        ("app.json", json),
        ("shop/b/b.js", "Page({})"),
        ("shop/b/b.wxml", ""),
    ]);
    assert_eq!(packed.pages, ["pages/a/a", "shop/b/b"]);
}

#[test]
fn components_are_found_from_the_file_from_the_top_and_in_miniprogram_npm() {
    let packed = packed(&[
        (
            "app.json",
            r#"{"pages": ["pages/a/a"], "usingComponents": {"top": "/c/top"}}"#,
        ),
        (
            "pages/a/a.json",
            r#"{"usingComponents": {"near": "./near/near", "lib": "lib/button", "top": "../../c/own"}}"#,
        ),
        ("c/top.js", ""),
        ("c/top.wxml", ""),
        ("c/own.js", ""),
        ("c/own.wxml", ""),
        ("pages/a/near/near.js", ""),
        ("pages/a/near/near.wxml", ""),
        ("miniprogram_npm/lib/button/index.js", ""),
        ("miniprogram_npm/lib/button/index.wxml", ""),
    ]);
    let units = &bundle(&packed)["units"];
    assert_eq!(
        units["pages/a/a"]["usingComponents"],
        serde_json::json!({"lib": "/miniprogram_npm/lib/button/index", "near": "/pages/a/near/near", "top": "/c/own"})
    );
    assert_eq!(
        units["pages/a/near/near"]["usingComponents"]["top"],
        "/c/top"
    );
    assert_eq!(units["c/own"]["component"], true);
}

#[test]
fn scripts_travel_as_text_so_that_one_broken_file_is_reported_alone() {
    let packed = packed(&[
        ("pages/a/a.js", "Page({"),
        ("utils/x.wxs", "module.exports = {"),
    ]);
    let bundle = bundle(&packed);
    assert_eq!(bundle["modules"]["pages/a/a.js"], "Page({");
    assert_eq!(bundle["wxs"]["utils/x.wxs"], "module.exports = {");
}

#[test]
fn a_script_inside_a_template_keeps_its_line_numbers() {
    let packed = packed(&[(
        "pages/a/a.wxml",
        "<view/>\n<wxs module=\"m\">var a = 1 // end</wxs>",
    )]);
    assert_eq!(bundle(&packed)["wxs"]["pages/a/a#m"], "\nvar a = 1 // end");
}

#[test]
fn rpx_becomes_a_share_of_the_phones_width_and_imports_are_inlined() {
    let packed = packed(&[
        (
            "app.wxss",
            "@import './theme.wxss';\npage { font-size: 30rpx; }",
        ),
        ("theme.wxss", "@import 'theme.wxss'; .a { margin: 75rpx }"),
    ]);
    assert_eq!(
        bundle(&packed)["styles"]["app"]["css"],
        ".a{margin:10vw}wx-page{font-size:4vw;}"
    );
}

#[test]
fn a_components_classes_are_its_own_and_a_pages_are_shared() {
    let packed = packed(&[
        ("pages/a/a.json", r#"{"usingComponents": {"b": "/b/b"}}"#),
        ("pages/a/a.wxss", ".x{color:red}"),
        ("b/b.js", "Component({})"),
        ("b/b.wxml", ""),
        ("b/b.wxss", ":host{color:blue}.x{color:red}"),
    ]);
    let styles = &bundle(&packed)["styles"];
    assert_eq!(styles["pages/a/a"]["css"], ".x{color:red}");
    assert_eq!(
        styles["b/b"]["css"],
        "[wx-host=\"s1\"]{color:blue}.s1--x{color:red}"
    );
    assert_eq!(styles["b/b"]["scope"], "s1");
}
