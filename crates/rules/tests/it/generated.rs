//! What the SDK has from the rule book is checked in; here it is compared with what the rule book says now. With
//! `UPDATE=1` it is written anew.

#[path = "../../examples/generate/table.rs"]
mod table;
#[path = "../../examples/generate/typings.rs"]
mod typings;
#[path = "../../examples/generate/words.rs"]
mod words;

use std::{env, fs, path::PathBuf};

fn check(file: &str, wanted: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(file);
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{file} is not what the rule book says now; write it anew with\n  UPDATE=1 cargo test -p wecom-share-rules generated"
    );
}

#[test]
fn the_table_of_the_sdk_is_that_of_the_rule_book() {
    check(table::FILE, &table::text());
}

#[test]
fn the_types_of_wx_qy_are_those_of_the_rule_book() {
    check(typings::FILE, &typings::text());
}
