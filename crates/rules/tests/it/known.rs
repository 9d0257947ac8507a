//! `rules/vectors/known.json`: every text and number of the pages the rule book rests on finds the row, the first causes and
//! the helper that a support engineer would name; and the book has no row that none of them asks for.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use wecom_share_rules::{
    book,
    errors::{Explanation, Runtime, explain},
    host::Platform,
};

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    source: String,
    about: String,
    runtime: Runtime,
    #[serde(default)]
    platform: Platform,
    #[serde(default)]
    api: String,
    raw: Value,
    expect: Value,
}

impl Case {
    fn explained(&self) -> Explanation {
        explain(self.runtime, self.platform, &self.api, &self.raw)
    }
}

fn cases() -> Vec<Case> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rules/vectors/known.json");
    let file: File = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    file.cases
}

/// What the case expects, as far as it names causes.
fn said(found: &Explanation, named: usize) -> Value {
    let causes = found.causes.iter().take(named).map(|cause| &cause.code);
    let mut said = json!({
        "outcome": found.outcome,
        "code": found.code,
        "causes": causes.collect::<Vec<_>>(),
        "who": found.who,
        "retry": found.retry,
    });
    if let Some(number) = found.number {
        said["number"] = number.into();
    }
    said
}

#[test]
fn every_known_text_and_number_is_explained_as_a_support_engineer_would() {
    let cases = cases();
    assert!(cases.len() > 300, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let named = case.expect["causes"].as_array().unwrap().len();
            let said = said(&case.explained(), named);
            let words = || {
                format!(
                    "{}, {}: {}\n  expected {}\n  answered {said}",
                    case.source, case.about, case.raw, case.expect
                )
            };
            (said != case.expect).then(words)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_refusal_always_says_what_helps_or_that_nobody_knows() {
    for case in cases() {
        let found = case.explained();
        let failed = case.expect["outcome"] == "failed";
        assert_eq!(
            failed,
            found.remedy.zh != "无需处理。" || found.number.is_some(),
            "{}",
            case.raw
        );
    }
}

#[test]
fn no_row_of_the_book_is_without_a_known_text_or_number() {
    let reached: BTreeSet<(String, Option<i64>)> = cases()
        .iter()
        .map(|case| {
            let found = case.explained();
            (found.code, found.number)
        })
        .collect();
    let client = book::errors()
        .client
        .iter()
        .map(|row| (row.code.clone(), None));
    let server = book::errors()
        .server
        .iter()
        .map(|row| (row.code.clone(), Some(row.number)));
    let missing: Vec<_> = client
        .chain(server)
        .filter(|row| !reached.contains(row))
        .collect();
    assert_eq!(missing, []);
}
