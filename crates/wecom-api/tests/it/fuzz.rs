//! The promises of the fuzz targets `callback` and `response` (`fuzz/src`) on their seeds, which for answers are the
//! fixtures, and on a short slice of chance.

use std::{collections::BTreeSet, fs, path::Path};

use proptest::prelude::*;
use serde_json::Value;

#[path = "../../../../fuzz/src/callback.rs"]
mod callback;
#[path = "../../../../fuzz/near.rs"]
mod chance;
#[path = "../../../../fuzz/src/response.rs"]
mod response;

use chance::{near, seeds};

const PIECES: &[&str] = &[
    "\"",
    "{",
    "}",
    "[]",
    "[",
    "null",
    "0",
    "-1",
    "1e999",
    "9223372036854775808",
    "\\ud83d",
    "\0",
    "花",
    "😀",
    "\"errcode\":",
    "\"errcode\":45009,",
    "<",
    ">",
    "</",
    "<A>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#x41;",
    "&",
    "=",
    "<!--",
];

/// The paths of the fixtures, and the answers in them.
fn answers() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixtures = fs::read_dir(folder).unwrap().map(|file| {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()
    });
    let of_endpoints = fixtures.filter(|fixture| fixture["path"].is_string());
    let read = of_endpoints.map(|fixture| {
        let path = fixture["path"].as_str().unwrap().to_owned();
        (path, fixture["response"].to_string().into_bytes())
    });
    read.collect()
}

/// All files under a folder.
fn sources(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let read = entries.flat_map(|path| {
        if path.is_dir() {
            return sources(&path);
        }
        vec![fs::read_to_string(path).unwrap()]
    });
    read.collect()
}

#[test]
fn every_endpoint_of_the_client_is_fuzzed_and_has_a_fixture() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let path = |source: &String| {
        let (_, rest) = source.split_once("const PATH: &'static str = \"/cgi-bin/")?;
        Some(format!("/cgi-bin/{}", rest.split_once('"')?.0))
    };
    let endpoints: BTreeSet<_> = sources.iter().filter_map(path).collect();
    let fuzzed: BTreeSet<_> = response::KINDS
        .iter()
        .map(|kind| kind.path.to_owned())
        .collect();
    assert_eq!(fuzzed, endpoints);
    assert_eq!(response::KINDS.len(), endpoints.len());
    let with_fixture: BTreeSet<_> = answers().into_iter().map(|(path, _)| path).collect();
    let without: Vec<_> = endpoints.difference(&with_fixture).collect();
    assert_eq!(without, Vec::<&String>::new());
}

#[test]
fn the_seeds_keep_every_promise_about_callbacks() {
    seeds("callback")
        .iter()
        .for_each(|seed| callback::callback(seed));
}

#[test]
fn any_endpoints_answer_to_any_other_keeps_every_promise() {
    for (_, answer) in answers() {
        response::response(&answer);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn bytes_near_a_callback_keep_every_promise(bytes in near(seeds("callback"), PIECES)) {
        callback::callback(&bytes);
    }
}

#[test]
fn bytes_near_an_endpoints_answer_keep_every_promise() {
    let answers = answers();
    for kind in response::KINDS {
        let own = answers.iter().filter(|(path, _)| path == kind.path);
        let mut seeds: Vec<_> = own.map(|(_, answer)| answer.clone()).collect();
        // A file, and what no endpoint answers with.
        seeds.extend([
            b"a.jpg\n\xff\xd8\xff".to_vec(),
            b"{\"errcode\":0}".to_vec(),
            Vec::new(),
        ]);
        let config = ProptestConfig {
            cases: 100,
            ..ProptestConfig::default()
        };
        let run =
            proptest::test_runner::TestRunner::new(config).run(&near(seeds, PIECES), |bytes| {
                (kind.keeps_promises)(&bytes);
                Ok(())
            });
        run.unwrap_or_else(|broken| panic!("{}: {broken}", kind.path));
    }
}
