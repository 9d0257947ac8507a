//! The promise of the fuzz target `picture` (`fuzz/src`) on the samples, whole and
//! cut off; ten thousand damaged files are in `tests/memory`.

use crate::samples::{BITMAP, all_samples};

#[path = "../../../../fuzz/src/picture.rs"]
mod promise;

#[test]
fn the_promise_of_the_fuzz_target_holds_for_the_samples() {
    let samples = all_samples().map(|sample| sample.bytes).chain([BITMAP]);
    for bytes in samples {
        for cut in 0..10 {
            promise::picture(&bytes[..bytes.len() - cut * bytes.len() / 40]);
            promise::picture(&[bytes, &[0; 10][..cut]].concat());
        }
    }
}
