//! `rules/vectors/*.json`: questions with the answers that are right, readable by people and by both languages.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};
use wecom_share_rules::oracle::{self, Question};

fn check(kind: &str, at_least: usize) {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../rules/vectors/{kind}s.json"));
    let text = fs::read_to_string(&path).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(
        cases.len() >= at_least,
        "{kind}: only {} cases",
        cases.len()
    );
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let case = &expand(case.clone());
        let question: Question = serde_json::from_value(json!({ kind: case }))
            .unwrap_or_else(|error| panic!("{kind} number {}: {error}: {case}", index + 1));
        let answer = oracle::answer(&question);
        if answer != case["expect"] {
            wrong.push(format!(
                "{kind} number {}, {}\n  asked    {case}\n  expected {}\n  answered {answer}",
                index + 1,
                case["about"],
                case["expect"]
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Long texts and lists are written short; see `rules/vectors/README.md`.
fn expand(value: Value) -> Value {
    match value {
        Value::Object(fields) if fields.contains_key("$repeat") => {
            let times = usize::try_from(fields["times"].as_u64().unwrap()).unwrap();
            let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default();
            match &fields["$repeat"] {
                Value::Array(item) => Value::Array(vec![expand(item[0].clone()); times]),
                _ => Value::String(format!(
                    "{}{}{}",
                    text("after"),
                    text("$repeat").repeat(times),
                    text("before")
                )),
            }
        }
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, expand(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(expand).collect(),
        other => other,
    }
}

#[test]
fn pages_are_written_as_the_vectors_say() {
    check("path", 200);
}

#[test]
fn drafts_have_the_faults_the_vectors_say() {
    check("draft", 280);
}

#[test]
fn answers_mean_what_the_vectors_say() {
    check("error", 200);
}

#[test]
fn quotas_stand_as_the_vectors_say() {
    check("quota", 180);
}

#[test]
fn drafts_take_the_routes_the_vectors_say() {
    check("route", 60);
}
