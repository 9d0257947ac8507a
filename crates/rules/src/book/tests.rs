use std::collections::BTreeSet;

use super::*;
use crate::{blank, host::Platform, host::WecomVersion, page::Channel, quota};

/// Every row of every file: tables with words, wherever they stand.
fn rows() -> Vec<(String, toml::Table)> {
    let mut rows = Vec::new();
    for (name, text) in FILES {
        let file: toml::Table =
            toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for (key, value) in file {
            let place = |index: usize| format!("{name} [[{key}]] number {}", index + 1);
            match value {
                toml::Value::Table(row) => rows.push((format!("{name} [{key}]"), row)),
                toml::Value::Array(items) => {
                    for (index, item) in items.into_iter().enumerate() {
                        if let toml::Value::Table(row) = item {
                            rows.push((place(index), row));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    rows
}

/// What is wrong with the evidence of a row.
fn evidence_fault(row: &toml::Table) -> Option<String> {
    let named = row
        .get("source")
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    if named.is_empty() {
        return Some("has no source".to_owned());
    }
    for source in &named {
        let id = source.as_str().unwrap_or_default();
        if sources().find(id).is_none() {
            return Some(format!(
                "names the source {source}, which sources.toml does not have"
            ));
        }
    }
    match row
        .get("grade")
        .map(|grade| grade.clone().try_into::<Grade>())
    {
        Some(Ok(_)) => None,
        _ => Some("has no grade".to_owned()),
    }
}

#[test]
fn every_row_names_its_sources_and_its_grade() {
    let faults: Vec<String> = rows()
        .iter()
        .filter(|(place, _)| !place.starts_with("sources.toml"))
        .filter_map(|(place, row)| Some(format!("{place} {}", evidence_fault(row)?)))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_row_without_a_source_is_found() {
    let row = |text: &str| toml::from_str::<toml::Table>(text).unwrap();
    assert_eq!(evidence_fault(&row(r#"max = 9"#)).unwrap(), "has no source");
    assert_eq!(
        evidence_fault(&row(r#"source = []"#)).unwrap(),
        "has no source"
    );
    let fault = evidence_fault(&row(r#"source = ["O:1"]"#)).unwrap();
    assert!(fault.contains("sources.toml"), "{fault}");
    assert_eq!(
        evidence_fault(&row(r#"source = ["O:93571"]"#)).unwrap(),
        "has no grade"
    );
    assert_eq!(
        evidence_fault(&row("source = [\"O:93571\"]\ngrade = \"O\"")),
        None
    );
    let fault = toml::from_str::<Quotas>("[calendar]\noffset = \"+08:00\"").unwrap_err();
    assert!(fault.to_string().contains("missing field"), "{fault}");
}

#[test]
fn every_file_parses_into_its_type() {
    limits();
    fields();
    channels();
    quotas();
    capabilities();
    errors();
    sources();
    for code in FaultCode::ALL {
        fault_text(*code);
    }
    for code in NoteCode::ALL {
        note_text(*code);
    }
    for code in ReasonCode::ALL {
        assert_eq!(reason_text(*code).code, code.as_str());
    }
    for code in RefusalCode::ALL {
        assert_eq!(refusal_text(*code).code, code.as_str());
    }
    for code in SkipCode::ALL {
        skip_text(*code);
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    fn walk(place: &str, value: &toml::Value, empty: &mut Vec<String>) {
        match value {
            toml::Value::Table(table) => {
                if table.contains_key("zh") != table.contains_key("en") {
                    empty.push(format!("{place}: only one language"));
                }
                for (key, value) in table {
                    if matches!(key.as_str(), "zh" | "en")
                        && value.as_str().is_none_or(blank::is_empty)
                    {
                        empty.push(format!("{place}.{key}"));
                    }
                    walk(&format!("{place}.{key}"), value, empty);
                }
            }
            toml::Value::Array(items) => items.iter().for_each(|item| walk(place, item, empty)),
            _ => {}
        }
    }
    let mut empty = Vec::new();
    for (place, row) in rows() {
        walk(&place, &toml::Value::Table(row), &mut empty);
    }
    assert_eq!(empty, Vec::<String>::new());
}

#[test]
fn both_languages_fill_in_the_same_values() {
    fn names(text: &str) -> BTreeSet<&str> {
        let inside = text.split('{').skip(1);
        inside
            .filter_map(|part| part.split_once('}').map(|(name, _)| name))
            .collect()
    }
    let same =
        |text: &Bilingual, place: &str| assert_eq!(names(&text.zh), names(&text.en), "{place}");
    for code in FaultCode::ALL {
        same(fault_text(*code), code.as_str());
    }
    for code in ReasonCode::ALL {
        same(&reason_text(*code).words(), code.as_str());
    }
    for code in RefusalCode::ALL {
        same(&refusal_text(*code).cause, code.as_str());
        same(&refusal_text(*code).remedy, code.as_str());
    }
}

#[test]
fn no_text_is_left_that_no_code_uses() {
    for (name, text, codes) in [
        (
            "faults.toml",
            FAULTS,
            FaultCode::ALL
                .iter()
                .map(|code| code.as_str())
                .collect::<Vec<_>>(),
        ),
        (
            "notes.toml",
            NOTES,
            NoteCode::ALL.iter().map(|code| code.as_str()).collect(),
        ),
        (
            "refusals.toml",
            REFUSALS,
            RefusalCode::ALL.iter().map(|code| code.as_str()).collect(),
        ),
        (
            "reasons.toml",
            REASONS,
            ReasonCode::ALL.iter().map(|code| code.as_str()).collect(),
        ),
    ] {
        let file: serde_json::Value = serde_json::from_str(text).unwrap();
        for row in file["text"].as_array().unwrap() {
            let code = row["code"].as_str().unwrap();
            assert!(
                codes.contains(&code) || code.starts_with("skip_"),
                "{name}: {code}"
            );
        }
    }
}

#[test]
fn the_book_has_exactly_the_eleven_channels() {
    let rows: Vec<&str> = channels()
        .rows
        .iter()
        .map(|row| row.name.as_str())
        .collect();
    assert_eq!(rows, Channel::ALL.map(Channel::name));
}

#[test]
fn errors_name_only_causes_that_exist_and_every_cause_is_named() {
    let book = errors();
    let named: BTreeSet<&String> = book
        .client
        .iter()
        .flat_map(|row| &row.causes)
        .chain(book.server.iter().flat_map(|row| &row.causes))
        .collect();
    for code in &named {
        assert!(book.cause(code).is_some(), "{code}");
    }
    for cause in &book.causes {
        assert!(
            named.contains(&cause.code),
            "nothing leads to {}",
            cause.code
        );
    }
    let numbers: BTreeSet<i64> = book.server.iter().map(|row| row.number).collect();
    assert_eq!(numbers.len(), book.server.len(), "a number stands twice");
    let codes: BTreeSet<&String> = book.client.iter().map(|row| &row.code).collect();
    assert_eq!(codes.len(), book.client.len(), "a code stands twice");
}

#[test]
fn the_blank_characters_of_the_code_are_those_of_the_data() {
    let file: crate::limits::File = serde_json::from_str(LIMITS).unwrap();
    for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
        let listed = file
            .blank
            .ranges
            .iter()
            .any(|[first, last]| (*first..=*last).contains(&u32::from(c)));
        assert_eq!(blank::is_blank(c), listed, "{c:?}");
    }
}

#[test]
fn the_default_quota_of_the_code_is_that_of_the_data() {
    let default = &quotas().default;
    let rule = quota::Rule {
        mode: default.mode,
        count: default.count,
    };
    assert_eq!(rule, quota::Rule::default());
    assert_eq!(
        quotas()
            .modes
            .iter()
            .map(|row| row.name)
            .collect::<Vec<_>>(),
        quota::Mode::ALL
    );
    assert_eq!(quotas().calendar.offset, "+08:00");
}

#[test]
fn every_quota_rule_can_be_said_in_a_sentence() {
    for mode in quota::Mode::ALL {
        for count in [quota::Count::PerSender, quota::Count::PerReceiver] {
            quotas().words(quota::Rule { mode, count });
        }
    }
}

#[test]
fn the_numbers_of_the_fact_sheet_are_in_the_book() {
    let limits = limits();
    assert_eq!(
        (
            limits.share.attachments,
            limits.share.text_characters,
            limits.share.card_title_bytes
        ),
        (9, 4000, 64)
    );
    assert_eq!((limits.customers, limits.groups), (20_000, 2_000));
    assert_eq!(
        (
            limits.moments.images,
            limits.moments.videos,
            limits.moments.links
        ),
        (9, 1, 1)
    );
    let support = |feature, platform| {
        capabilities().support(
            "shareToExternalContact",
            feature,
            Runtime::MiniProgram,
            platform,
        )
    };
    assert_eq!(
        support("", Platform::Ios),
        Support::From(WecomVersion::new(3, 1, 6))
    );
    assert_eq!(
        support("externalUserIds", Platform::Windows),
        Support::From(WecomVersion::new(4, 1, 10))
    );
    assert_eq!(support("", Platform::Mac), Support::No);
}
