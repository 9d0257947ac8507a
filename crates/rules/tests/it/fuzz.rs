//! The promises of the fuzz targets (`fuzz/src/lib.rs`) on their seeds, and on a short slice of chance.

use std::{fs, path::PathBuf};

use proptest::prelude::*;

#[path = "../../../../fuzz/src/lib.rs"]
mod promises;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/seeds")
        .join(target);
    let files = fs::read_dir(&folder).unwrap();
    let seeds: Vec<Vec<u8>> = files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect();
    assert!(seeds.len() >= 10, "{}", folder.display());
    seeds
}

/// A seed with some of its bytes replaced by others, or by a piece of another seed.
fn near(target: &str) -> impl Strategy<Value = Vec<u8>> {
    let seed = || prop::sample::select(seeds(target));
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(vec![
            "\"", "{", "}", "[]", "null", "\\ud83d", "\0", "花", "😀", "//", ".html", "?", "%", ":"
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        (seed(), any::<prop::sample::Index>(), 0_usize..20).prop_map(|(seed, at, length)| {
            let at = at.index(seed.len() + 1);
            seed[at..seed.len().min(at + length)].to_vec()
        }),
    ];
    let change = (any::<prop::sample::Index>(), 0_usize..6, piece);
    (seed(), prop::collection::vec(change, 0..4)).prop_map(|(mut bytes, changes)| {
        for (at, length, piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = bytes.len().min(at + length);
            bytes.splice(at..end, piece);
        }
        bytes
    })
}

#[test]
fn the_seeds_of_the_fuzz_targets_keep_every_promise() {
    seeds("path").iter().for_each(|seed| promises::path(seed));
    seeds("draft").iter().for_each(|seed| promises::draft(seed));
    seeds("error").iter().for_each(|seed| promises::error(seed));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn bytes_near_a_page_keep_every_promise(bytes in near("path")) {
        promises::path(&bytes);
    }

    #[test]
    fn bytes_near_a_draft_keep_every_promise(bytes in near("draft")) {
        promises::draft(&bytes);
    }

    #[test]
    fn bytes_near_an_answer_keep_every_promise(bytes in near("error")) {
        promises::error(&bytes);
    }
}
