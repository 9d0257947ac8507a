//! One folder for each code, shown in both languages and as JSON.

use insta::{assert_json_snapshot, assert_snapshot};
use wecom_share_check::{Code, Language};

use crate::{fixture, report, shown};

#[test]
fn every_code_has_a_folder_in_which_it_is_found() {
    for code in Code::ALL {
        let name = code.as_str();
        assert!(fixture(name).is_dir(), "no fixture for {name}");
        let report = report(name);
        assert!(
            report.findings.iter().any(|it| it.code == *code),
            "{name} is not found in its fixture"
        );
    }
}

#[test]
fn every_folder_is_shown_as_before_in_chinese() {
    for entry in std::fs::read_dir(fixture("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert_snapshot!(
            format!("zh_{name}"),
            shown(&report(&name), Language::Chinese)
        );
    }
}

#[test]
fn every_code_has_english_words() {
    for code in Code::ALL {
        let name = code.as_str();
        assert_snapshot!(
            format!("en_{name}"),
            shown(&report(name), Language::English)
        );
    }
}

#[test]
fn the_report_is_json() {
    assert_json_snapshot!("json_suffix_missing", report("suffix_missing"));
    assert_json_snapshot!(
        "json_suffix_from_elsewhere",
        report("suffix_from_elsewhere")
    );
    assert_json_snapshot!("json_syntax_error", report("syntax_error"));
}

#[test]
fn nothing_is_said_where_nothing_is_certain() {
    assert_eq!(report("nothing").findings, []);
}

#[test]
fn no_words_are_left_unfilled() {
    for code in Code::ALL {
        for language in [Language::Chinese, Language::English] {
            let text = shown(&report(code.as_str()), language);
            let notes: Vec<&str> = text.lines().filter(|line| line.contains("─ ")).collect();
            for name in [
                "{call}", "{wanted}", "{field}", "{found", "{limit}", "{why", "{fix", "{near",
            ] {
                assert!(
                    notes.iter().all(|line| !line.contains(name)),
                    "{name} in {text}"
                );
            }
        }
    }
}
