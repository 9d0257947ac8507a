//! The promises of the fuzz targets (`fuzz/src/rules.rs`) on their seeds, and on a short slice of chance.

use proptest::prelude::*;

#[path = "../../../../fuzz/near.rs"]
mod chance;
#[path = "../../../../fuzz/src/rules.rs"]
mod promises;

use chance::seeds;

const PIECES: &[&str] = &[
    "\"", "{", "}", "[]", "null", "\\ud83d", "\0", "花", "😀", "//", ".html", "?", "%", ":",
];

fn near(target: &str) -> impl Strategy<Value = Vec<u8>> {
    chance::near(seeds(target), PIECES)
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
