//! Answers beside the fixtures that were transcribed from WeCom's pages (crates/wecom-api/fixtures).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::run::Run;

/// Fields of a fixture that no answer here has, with the reason.
const ABSENT: [(&str, &str, &str); 22] = [
    ("agent/get", "/allow_partys/partyid/[]", MEMBERS_ONLY),
    ("agent/get", "/allow_tags/tagid/[]", MEMBERS_ONLY),
    (
        "externalcontact/contact_list",
        "/info_list/[]/chat_name",
        CUSTOMERS_ONLY,
    ),
    (
        "externalcontact/contact_list",
        "/info_list/[]/name",
        CUSTOMERS_ONLY,
    ),
    (
        "externalcontact/get_moment_list",
        "/moment_list/[]/creator",
        "all moments here are the company's",
    ),
    (
        "externalcontact/get_moment_list",
        "/moment_list/[]/location",
        NO_PLACE,
    ),
    (
        "externalcontact/get_moment_list",
        "/moment_list/[]/location/latitude",
        NO_PLACE,
    ),
    (
        "externalcontact/get_moment_list",
        "/moment_list/[]/location/longitude",
        NO_PLACE,
    ),
    (
        "externalcontact/get_moment_list",
        "/moment_list/[]/location/name",
        NO_PLACE,
    ),
    (
        "externalcontact/get_moment_comments",
        "/comment_list/[]/userid",
        "only customers comment here",
    ),
    (
        "externalcontact/add_strategy_tag",
        "/tag_group/tag/[]/deleted",
        BY_ID_ONLY,
    ),
    (
        "externalcontact/add_corp_tag",
        "/tag_group/tag/[]/deleted",
        BY_ID_ONLY,
    ),
    (
        "service/v2/get_auth_info",
        "/auth_info/agent/[]/privilege/allow_party/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/v2/get_auth_info",
        "/auth_info/agent/[]/privilege/allow_tag/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/v2/get_auth_info",
        "/auth_info/agent/[]/privilege/extra_party/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/v2/get_auth_info",
        "/auth_info/agent/[]/privilege/extra_tag/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/v2/get_auth_info",
        "/auth_info/agent/[]/privilege/extra_user/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/get_auth_info",
        "/auth_info/agent/[]/privilege/allow_party/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/get_auth_info",
        "/auth_info/agent/[]/privilege/allow_tag/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/get_auth_info",
        "/auth_info/agent/[]/privilege/extra_party/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/get_auth_info",
        "/auth_info/agent/[]/privilege/extra_tag/[]",
        MEMBERS_ONLY,
    ),
    (
        "service/get_auth_info",
        "/auth_info/agent/[]/privilege/extra_user/[]",
        MEMBERS_ONLY,
    ),
];
const MEMBERS_ONLY: &str = "ranges are made of members here, and nobody is outside of them";
const CUSTOMERS_ONLY: &str =
    "only customers and customer groups are told here (server-api.md §4.8)";
const NO_PLACE: &str = "a moment here has no place";
const BY_ID_ONLY: &str = "told only when asked by id (server-api.md §4.9)";

/// The other way round: fields that are on the page and that the fixture's one sample leaves out.
const MORE: [(&str, &str, &str); 7] = [
    (
        "externalcontact/get",
        "/external_contact/unionid",
        "server-api.md §4.3",
    ),
    (
        "externalcontact/batch/get_by_user",
        "/external_contact_list/[]/follow_info/remark_",
        "server-api.md §4.3",
    ),
    (
        "externalcontact/batch/get_by_user",
        "/external_contact_list/[]/external_contact/external_profile/",
        "server-api.md §4.3",
    ),
    (
        "externalcontact/contact_list",
        "/info_list/[]/chat_id",
        "server-api.md §4.8",
    ),
    (
        "idconvert/unionid_to_external_userid",
        "/pending_id",
        "server-api.md §10.2: one or the other",
    ),
    (
        "service/get_permanent_code",
        "/auth_info/agent/[]/",
        "server-api.md §10.1: the full auth info",
    ),
    (
        "service/get_permanent_code",
        "/auth_user_info/open_userid",
        "server-api.md §10.1, as in v2",
    ),
];
/// Numbers here that the fixture has as text: which of the two is in no source of ours; other calls have numbers
/// (server-api.md §6.4).
const NUMBERS: [(&str, &str); 1] = [(
    "externalcontact/get_moment_list",
    "/moment_list/[]/create_time",
)];

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
                Some(known) if !kinds.is_subset(known) && !NUMBERS.contains(&(path, field)) => {
                    faults.push(format!(
                        "{path}: {field} is {kinds:?}, the page has {known:?}"
                    ));
                }
                Some(_) => {}
            }
        }
        for (_, field, _) in ABSENT.iter().filter(|it| it.0 == path) {
            if said.contains_key(*field) {
                faults.push(format!(
                    "{path}: an answer has {field}, which ABSENT denies"
                ));
            }
        }
        for field in page.keys().filter(|it| !said.contains_key(*it)) {
            if !ABSENT.iter().any(|it| it.0 == path && field == it.1) {
                faults.push(format!("{path}: no answer has {field}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(compared >= 60, "only {compared} fixtures were compared");
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
