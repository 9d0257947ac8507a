//! The commands that answer at once, as a shell sees them.

use std::path::Path;
use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wecom-share"));
    command
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "en_GB.UTF-8");
    command.output().expect("the binary starts")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("text")
}

fn example() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/miniprogram");
    folder.display().to_string()
}

#[test]
fn path_prints_the_rendered_page_alone() {
    for (page, channel, rendered) in [
        ("pages/a/b?x=1", "share-card", "/pages/a/b.html?x=1"),
        ("/pages/a/b.html?x=1", "share-card", "/pages/a/b.html?x=1"),
        ("/pages/a/b.html", "chat-card", "/pages/a/b.html"),
        ("/pages/a/b.html?x=1", "forward", "/pages/a/b?x=1"),
        ("/pages/a/b.html", "navigate", "/pages/a/b"),
        ("/pages/a/b", "ex-card", "/pages/a/b.html"),
    ] {
        let output = run(&["path", page, "--channel", channel]);
        assert_eq!(
            (out(&output), err(&output)),
            (format!("{rendered}\n").as_str(), "")
        );
        assert_eq!(output.status.code(), Some(0));
    }
    let bare = run(&[
        "path",
        "/pages/a/b",
        "--channel",
        "ex-card",
        "--ex-suffix",
        "none",
    ]);
    assert_eq!(out(&bare), "/pages/a/b\n");
}

#[test]
fn path_tells_every_fault_with_its_place_and_exits_with_2() {
    let output = run(&["path", "pages/a#x y", "--channel", "share-card"]);
    assert_eq!(out(&output), "");
    assert_eq!(output.status.code(), Some(2));
    let lines: Vec<&str> = err(&output).lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines.iter().all(|line| line.starts_with("page: ")),
        "{lines:?}"
    );

    let output = run(&["path", "pages/a#x y", "--channel", "share-card", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let answer: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
    assert_eq!(answer["faults"][0]["place"], "page");
    assert!(!answer["faults"][0]["zh"].as_str().expect("text").is_empty());
}

#[test]
fn path_checks_the_pages_of_a_mini_program() {
    let known = run(&[
        "path",
        "pages/poster/poster",
        "-c",
        "share-card",
        "--app",
        &example(),
    ]);
    assert_eq!(out(&known), "/pages/poster/poster.html\n");
    let unknown = run(&[
        "path",
        "pages/nowhere",
        "-c",
        "share-card",
        "--app",
        &example(),
    ]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("[page_not_in_app]"));
    let nothing = run(&[
        "path",
        "pages/a",
        "-c",
        "share-card",
        "--app",
        "/nowhere/at/all",
    ]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn path_lists_all_channels() {
    let output = run(&["path", "--list-channels", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
    let rows = rows.as_array().expect("array");
    assert_eq!(rows.len(), 11);
    for row in rows {
        let name = row["name"].as_str().expect("name");
        let shown = run(&["path", "pages/a/b", "--channel", name]);
        assert_eq!(shown.status.code(), Some(0), "{name}");
        assert!(out(&run(&["path", "--list-channels"])).contains(name));
    }
}

#[test]
fn explain_reads_texts_objects_numbers_and_log_lines() {
    for raw in [
        "no permission",
        r#"{"errMsg":"shareToExternalChat:fail_no_permission"}"#,
        "shareToExternalChat:fail_nopermission",
        r#"2026-11-24 10:00:00.123 [error] share.js:42 {"errMsg":"qy.shareToExternalContact:fail no permission"} uid=3"#,
    ] {
        let output = run(&["explain", raw, "--json"]);
        assert_eq!(output.status.code(), Some(0), "{raw}");
        let answer: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
        assert_eq!(answer["code"], "no_permission", "{raw}");
        let causes = answer["causes"].as_array().expect("causes");
        assert!(causes.len() > 2);
        assert!(causes.iter().all(|cause| cause["remedy"]["zh"].is_string()));
    }
    let number = run(&["explain", "48002"]);
    assert!(
        out(&number).contains("48002") && out(&number).contains("Admin console"),
        "{}",
        out(&number)
    );
    let negative = run(&["explain", "-1"]);
    assert!(out(&negative).contains("system_busy"), "{}", err(&negative));
}

#[test]
fn explain_reads_standard_input() {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wecom-share"))
        .args(["explain", "-", "--json"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin
        .write_all(b"errcode=48002 api forbidden\n")
        .expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(out(&output).contains("app_not_allowed"), "{}", out(&output));
}

#[test]
fn explain_says_who_must_act_where_and_whether_to_try_again() {
    let output = run(&["explain", "no permission", "--lang", "zh"]);
    for words in [
        "怎样确认",
        "怎样处理",
        "在哪处理",
        "由谁处理",
        "能否重试",
        "管理后台",
    ] {
        assert!(out(&output).contains(words), "{words}");
    }
}

#[test]
fn explain_finds_answers_of_web_pages_and_of_the_server_without_being_told_where_they_are_from() {
    for (raw, code) in [
        ("agentConfig:fail", "agent_config_failed"),
        ("preVerifyJSAPI:invalid url domain", "invalid_url_domain"),
        ("api forbidden", "app_not_allowed"),
        ("errmsg: invalid page, hint: [1]", "page_invalid"),
    ] {
        let output = run(&["explain", raw, "--json"]);
        assert_eq!(output.status.code(), Some(0), "{raw}");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(found["code"], code, "{raw}");
        assert_ne!(found["who"], "nobody", "{raw}");
    }
    // Where web pages have another first cause, it says so.
    let mini = run(&["explain", "no permission", "--lang", "zh"]);
    assert!(out(&mini).contains("--runtime h5"));
    let web = run(&[
        "explain",
        "no permission",
        "--lang",
        "zh",
        "--runtime",
        "h5",
    ]);
    assert!(out(&web).contains("1. 网页没有以应用身份注册"));
    assert!(!out(&web).contains("--runtime h5"));
}

#[test]
fn explain_asks_for_something_to_explain_and_reads_past_bytes_of_another_encoding() {
    let nothing = run(&["explain", " "]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(err(&nothing).contains("没有可解释的内容") && out(&nothing).is_empty());
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gbk.log");
    std::fs::write(&log, b"\xb5\xf7\xd3\xc3\xca\xa7\xb0\xdc errcode=48002").expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_wecom-share"))
        .args(["explain", "-", "--json"])
        .stdin(std::fs::File::open(&log).expect("there"))
        .output()
        .expect("the binary starts");
    assert!(out(&output).contains("app_not_allowed"), "{}", err(&output));
}

#[test]
fn explain_admits_what_nobody_has_described() {
    let output = run(&["explain", "the moon is made of cheese"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("no cause is guessed"));
    let cancelled = run(&["explain", "shareToExternalChat:cancel"]);
    assert_eq!(cancelled.status.code(), Some(0));
    assert!(out(&cancelled).contains("not an error"));
}

#[test]
fn check_finds_what_the_example_sends_by_hand() {
    let output = run(&["check", &example()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("components/share-bar/by-hand.js:18"),
        "{}",
        out(&output)
    );
    assert!(out(&output).contains("1 error, 0 warnings"));

    let output = run(&["check", &example(), "--json"]);
    let report: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
    assert_eq!(report["findings"][0]["code"], "suffix_missing");
    assert_eq!(report["summary"]["errors"], 1);

    let output = run(&["check", &example(), "--sarif"]);
    let log: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "suffix_missing");
}

#[test]
fn check_lists_what_it_can_find() {
    let output = run(&["check", "--list", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0));
    for code in [
        "suffix_missing",
        "page_not_in_app",
        "image_temporary",
        "qy_at_load",
    ] {
        assert!(out(&output).contains(code), "{code}");
    }
}

#[test]
fn check_mends_pages_and_then_finds_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("app.json"), r#"{ "pages": ["pages/a/a"] }"#).expect("written");
    std::fs::write(
        at("a.js"),
        "exports.f = () => wx.qy.sendChatMessage({ msgtype: 'miniprogram', miniprogram: { page: 'pages/a/a?x=1' } });\n",
    )
    .expect("written");
    let name = folder.path().display().to_string();
    assert_eq!(run(&["check", &name]).status.code(), Some(1));
    let output = run(&["check", &name, "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    let mended = std::fs::read_to_string(at("a.js")).expect("read");
    assert!(mended.contains("page: '/pages/a/a.html?x=1'"), "{mended}");
    assert_eq!(run(&["check", "/nowhere/at/all"]).status.code(), Some(2));
}
