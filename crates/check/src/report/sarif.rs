//! SARIF 2.1.0, which code hosts and editors read.

use serde_json::{Value, json};

use crate::{Code, Finding, Level, Place, Report, report::Language};

/// The report as a SARIF log, its words in one language.
pub fn sarif(report: &Report, language: Language) -> Value {
    let used: Vec<Code> = Code::ALL
        .iter()
        .copied()
        .filter(|code| report.findings.iter().any(|it| it.code == *code))
        .collect();
    let rules: Vec<Value> = used
        .iter()
        .map(|code| {
            json!({
                "id": code.as_str(),
                "shortDescription": { "text": language.of(&code.summary()) },
                "defaultConfiguration": { "level": level(code.level()) },
            })
        })
        .collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| {
            result(
                finding,
                language,
                used.iter().position(|code| *code == finding.code),
            )
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "wecom-share check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(finding: &Finding, language: Language, rule: Option<usize>) -> Value {
    let text = format!(
        "{}\n{}\n{}",
        language.of(&finding.message),
        language.of(&finding.why),
        language.of(&finding.fix)
    );
    let mut result = json!({
        "ruleId": finding.code.as_str(),
        "ruleIndex": rule,
        "level": level(finding.level),
        "message": { "text": text },
        "locations": [location(&finding.place)],
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|it| {
            let mut place = location(&it.place);
            place["message"] = json!({ "text": language.of(&it.message) });
            place
        });
        result["relatedLocations"] = related.collect();
    }
    if !finding.edits.is_empty() {
        let replacements: Vec<Value> = finding
            .edits
            .iter()
            .map(|edit| {
                json!({
                    "deletedRegion": { "byteOffset": edit.start, "byteLength": edit.end - edit.start },
                    "insertedContent": { "text": edit.text },
                })
            })
            .collect();
        result["fixes"] = json!([{
            "description": { "text": language.of(&finding.fix) },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&finding.place.file) },
                "replacements": replacements,
            }],
        }]);
    }
    result
}

fn location(place: &Place) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.file) },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    } })
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

/// A relative reference: what may not stand in one is percent-encoded.
fn uri(file: &str) -> String {
    let mut uri = String::new();
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
