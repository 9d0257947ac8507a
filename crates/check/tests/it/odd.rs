//! Odd scripts and odd folders.

use wecom_share_check::{CheckError, check};

use crate::{codes, program};

#[test]
fn a_folder_that_is_none_is_an_error() {
    let folder = program(&[]);
    let error = check(&folder.path().join("app.json")).unwrap_err();
    assert!(matches!(error, CheckError::NotAFolder { .. }));
}

#[test]
fn odd_scripts_neither_crash_nor_accuse() {
    let deep = format!("const a = {}1{};\n", "(".repeat(2000), ")".repeat(2000));
    let sum = format!(
        "wx.qy.shareToExternalChat({{ text: {{ content: {} }} }});\n",
        vec!["a"; 20_000].join(" + ")
    );
    let sum = format!("exports.share = function (a) {{ {sum} }};\n");
    let folder = program(&[
        ("empty.js", ""),
        ("bom.js", "\u{feff}exports.a = 1;\n"),
        ("hashbang.js", "#!/usr/bin/env node\nexports.a = 1;\n"),
        ("return.js", "return 1;\n"),
        ("crlf.js", "exports.a = 1;\r\nexports.b = 2;\r\n"),
        ("jsx.js", "exports.a = () => <view>{1}</view>;\n"),
        (
            "self.js",
            "const a = a;\nconst b = c, c = b;\nexports.f = () => wx.qy.shareToExternalChat(b);\n",
        ),
        (
            "proto.js",
            "exports.f = () => wx.qy.shareToExternalChat({ __proto__: null, 'attachments': [, ...x] });\n",
        ),
        ("deep.js", &deep),
        ("sum.js", &sum),
        (
            "types.ts",
            "export type A = { a: string };\nexport enum E { A = 'a' }\nlet x: A | undefined = undefined;\nexport { x };\n",
        ),
        ("declared.d.ts", "declare const nothing: never\n@@@"),
    ]);
    assert_eq!(check(folder.path()).unwrap().findings, []);
}

#[test]
fn a_page_with_many_parameters_is_still_read() {
    let query: String = (0..30)
        .map(|at| format!(" + '&k{at}=' + this.data.k{at}"))
        .collect();
    let text = format!(
        "exports.f = () => wx.qy.sendChatMessage({{ msgtype: 'miniprogram', miniprogram: {{ page: '/pages/index/index?a=' + a{query} }} }});\n"
    );
    let folder = program(&[("a.js", &text)]);
    assert_eq!(codes(&check(folder.path()).unwrap()), ["suffix_missing"]);
}

#[test]
fn bytes_that_are_not_text_do_not_stop_the_others() {
    let folder = program(&[("b.js", "wx.invoke('x');\n")]);
    std::fs::write(folder.path().join("a.js"), b"\xff\xfe\x00(").unwrap();
    assert_eq!(
        codes(&check(folder.path()).unwrap()),
        ["syntax_error", "invoke_in_mini_program"]
    );
}

#[test]
fn columns_count_characters_also_behind_chinese_ones_and_emoji() {
    let folder = program(&[("a.js", "/* 花笺😀 */ wx.invoke('x');\n")]);
    let report = check(folder.path()).unwrap();
    assert_eq!(
        (
            report.findings[0].place.line,
            report.findings[0].place.column
        ),
        (1, 11)
    );
}

#[test]
fn the_root_that_project_config_names_is_checked() {
    let folder = program(&[
        ("project.config.json", r#"{ "miniprogramRoot": "dist/" }"#),
        ("dist/app.json", r#"{ "pages": ["pages/a/a"] }"#),
        ("dist/a.js", "wx.invoke('x');\n"),
        ("src/a.js", "wx.invoke('x');\n"),
    ]);
    let report = check(folder.path()).unwrap();
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].place.file, "dist/a.js");
    assert_eq!(report.summary.pages, Some(1));
}

#[test]
fn a_card_of_another_mini_program_is_not_held_against_these_pages() {
    let card = |appid: &str| {
        format!(
            "exports.f = () => wx.qy.sendChatMessage({{ msgtype: 'miniprogram', miniprogram: {{ appid: '{appid}', page: '/other/page.html' }} }});\n"
        )
    };
    let folder = program(&[
        (
            "project.config.json",
            r#"{ "appid": "wx1111111111111111" }"#,
        ),
        ("own.js", &card("wx1111111111111111")),
        ("other.js", &card("wx2222222222222222")),
    ]);
    let report = check(folder.path()).unwrap();
    assert_eq!(codes(&report), ["page_not_in_app"]);
    assert_eq!(report.findings[0].place.file, "own.js");
}

#[test]
fn pages_are_those_of_the_main_package_and_the_sub_packages_and_no_component_or_plugin_is_one() {
    let app = r#"{
        "pages": ["pages/index/index"],
        "subpackages": [{ "root": "/shop/", "pages": ["order/order"], "independent": true }],
        "usingComponents": { "share-bar": "/components/share-bar/share-bar" },
        "plugins": { "shop": { "version": "1.0.0", "provider": "wx1111111111111111" } }
    }"#;
    let send = |page: &str| {
        format!(
            "wx.qy.sendChatMessage({{ msgtype: 'miniprogram', miniprogram: {{ appid: wx.getAccountInfoSync().miniProgram.appId, page: '{page}' }} }});\n"
        )
    };
    let all = [
        "/pages/index/index.html",
        "/shop/order/order.html?x=1",
        "/components/share-bar/share-bar.html",
        "plugin://shop/page.html",
    ];
    let script: String = all.iter().map(|page| send(page)).collect();
    let script = format!("exports.f = () => {{\n{script}}};\n");
    let folder = program(&[("a.js", &script)]);
    std::fs::write(folder.path().join("app.json"), app).unwrap();
    let report = check(folder.path()).unwrap();
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|it| (it.place.line, it.code.as_str()))
        .collect();
    assert_eq!(found, [(4, "page_not_in_app"), (5, "page_invalid")]);
}
