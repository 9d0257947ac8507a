//! Answers beside the fixtures that were transcribed from WeCom's pages (crates/wecom-api/fixtures).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::run::Run;

/// Fields of a fixture that no answer here has, with the reason.
const ABSENT: [(&str, &str, &str); 3] = [
    (
        "agent/get",
        "/allow_partys/partyid/[]",
        "ranges are made of members here",
    ),
    ("agent/get", "/allow_tags/tagid/[]", "the same"),
    (
        "externalcontact/groupchat/get",
        "/group_chat/member_list/[]/state",
        "a world has no join ways",
    ),
];
/// The other way round: fields of the page (server-api.md §4.3) that the fixture's one sample leaves out.
const MORE: [(&str, &str); 3] = [
    ("externalcontact/get", "/external_contact/unionid"),
    (
        "externalcontact/batch/get_by_user",
        "/external_contact_list/[]/follow_info/remark_",
    ),
    (
        "externalcontact/batch/get_by_user",
        "/external_contact_list/[]/external_contact/external_profile/",
    ),
];

/// Same keys and same JSON types, taken over all answers of a path.
pub fn compare(run: &Run) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wecom-api/fixtures");
    let mut faults = Vec::new();
    let mut compared = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let fixture: Value = serde_json::from_str(&text).unwrap();
        let Some(path) = fixture["path"]
            .as_str()
            .and_then(|it| it.strip_prefix("/cgi-bin/"))
        else {
            continue;
        };
        let Some(answers) = run.answers.get(path) else {
            continue;
        };
        compared += 1;
        let page = shape([&fixture["response"]]);
        let said = shape(answers);
        for (field, kinds) in &said {
            match page.get(field) {
                None if MORE
                    .iter()
                    .any(|it| it.0 == path && field.starts_with(it.1)) => {}
                None => faults.push(format!("{path}: {field} is on no page")),
                Some(known) if !kinds.is_subset(known) => {
                    faults.push(format!(
                        "{path}: {field} is {kinds:?}, the page has {known:?}"
                    ));
                }
                Some(_) => {}
            }
        }
        for field in page.keys().filter(|it| !said.contains_key(*it)) {
            if !ABSENT
                .iter()
                .any(|it| it.0 == path && field.starts_with(it.1))
            {
                faults.push(format!("{path}: no answer has {field}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(compared >= 20, "only {compared} fixtures were compared");
}

/// The JSON types found at each place; all elements of a list are one place.
fn shape<'a>(
    values: impl IntoIterator<Item = &'a Value>,
) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut shape = BTreeMap::new();
    for value in values {
        walk(value, String::new(), &mut shape);
    }
    shape
}

fn walk(value: &Value, place: String, shape: &mut BTreeMap<String, BTreeSet<&'static str>>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(items) => {
            for item in items {
                walk(item, format!("{place}/[]"), shape);
            }
            "list"
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                walk(value, format!("{place}/{key}"), shape);
            }
            "object"
        }
    };
    shape.entry(place).or_default().insert(kind);
}
