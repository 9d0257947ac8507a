//! Promises of the packer, on small mini programs written to a temporary directory.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod faults;
mod files;
mod good;

use std::borrow::Cow;

use wecom_share_packer::{Embedded, PackError, Packed, pack};

/// A mini program of one page, with `more` files added or put in place of its own.
fn app(more: &[(&str, &str)]) -> Embedded {
    let own = [
        ("app.json", r#"{"pages": ["pages/a/a"]}"#),
        ("app.js", "App({})"),
        ("pages/a/a.js", "Page({})"),
        ("pages/a/a.wxml", "<view>hi</view>"),
    ];
    let files = own
        .iter()
        .chain(more)
        .map(|(path, text)| ((*path).to_owned(), Cow::Owned(text.as_bytes().to_vec())));
    Embedded::new(files)
}

fn packed(more: &[(&str, &str)]) -> Packed {
    pack(&app(more)).unwrap()
}

fn fault(more: &[(&str, &str)]) -> PackError {
    pack(&app(more)).unwrap_err()
}

/// The JSON half of the bundle, without the templates' code.
fn bundle(packed: &Packed) -> serde_json::Value {
    let text = packed.script.strip_prefix("__wecomSharePackage(").unwrap();
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    values.next().unwrap().unwrap()
}
