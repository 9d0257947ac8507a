//! Seeds, and bytes near them: for the tests that include the promises.

use std::{fs, path::PathBuf};

use proptest::prelude::*;

/// What lies in `seeds/` for a target.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
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

/// A seed with some of its bytes replaced by others, by one of `pieces`, or by a piece of another seed.
pub fn near(
    seeds: Vec<Vec<u8>>,
    pieces: &'static [&'static str],
) -> impl Strategy<Value = Vec<u8>> {
    let seed = || prop::sample::select(seeds.clone());
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
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
