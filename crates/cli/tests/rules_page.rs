//! `docs/rules.md` is what `wecom-share rules` prints. `UPDATE=1 cargo test -p wecom-share --test rules_page` writes it.

use std::path::Path;
use std::process::Command;

#[test]
fn the_page_of_the_rule_book_is_up_to_date() {
    let output = Command::new(env!("CARGO_BIN_EXE_wecom-share"))
        .arg("rules")
        .output()
        .expect("the binary starts");
    assert!(output.status.success());
    let page = String::from_utf8(output.stdout).expect("text");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).expect("docs/rules.md is written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/rules.md is not what rules/*.toml says; write it with UPDATE=1 cargo test -p wecom-share --test rules_page"
    );
}

#[test]
fn every_row_of_the_book_names_its_source_and_unknown_things_stay_unknown() {
    let output = Command::new(env!("CARGO_BIN_EXE_wecom-share"))
        .arg("rules")
        .output()
        .expect("the binary starts");
    let page = String::from_utf8(output.stdout).expect("text");
    assert!(page.contains("没有找到 / not found"));
    for heading in [
        "limits",
        "fields",
        "channels",
        "images",
        "quotas",
        "capabilities",
        "client-errors",
        "server-errors",
        "causes",
        "codes",
        "sources",
    ] {
        assert!(
            page.contains(&format!("<a id=\"{heading}\"></a>")),
            "{heading}"
        );
        assert!(page.contains(&format!("(#{heading})")), "{heading}");
    }
    // Every table row has as many cells as its heading, so no text broke out of its cell.
    let mut columns = 0;
    for line in page.lines() {
        if !line.starts_with('|') {
            columns = 0;
            continue;
        }
        let cells = line.replace("\\|", "").matches('|').count();
        assert!(columns == 0 || cells == columns, "{line}");
        columns = cells;
    }
}
