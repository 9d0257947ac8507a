use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

fn second(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn a_key() -> Key {
    ("ww1".to_owned(), "wx1".to_owned(), "zhangsan".to_owned())
}

struct Asked {
    kept: Kept<usize>,
    times: AtomicUsize,
}

impl Asked {
    fn new() -> Self {
        Self {
            kept: Kept::new(),
            times: AtomicUsize::new(0),
        }
    }

    /// The number of the answer that was given.
    async fn at(&self, seconds: i64, oldest: i64) -> usize {
        let ask = async || Ok(self.times.fetch_add(1, Ordering::Relaxed) + 1);
        let oldest = SignedDuration::from_secs(oldest);
        *self
            .kept
            .get(a_key(), oldest, second(seconds), ask)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn an_answer_is_kept_until_it_is_too_old() {
    let asked = Asked::new();
    assert_eq!(asked.at(0, 60).await, 1);
    assert_eq!(asked.at(60, 60).await, 1);
    assert_eq!(asked.at(61, 60).await, 2);
}

#[tokio::test]
async fn who_trusts_less_asks_again() {
    let asked = Asked::new();
    assert_eq!(asked.at(0, 60).await, 1);
    assert_eq!(asked.at(6, 5).await, 2);
    assert_eq!(asked.at(10, 5).await, 2);
}

#[tokio::test]
async fn a_clock_that_was_set_back_does_not_make_an_answer_young() {
    let asked = Asked::new();
    assert_eq!(asked.at(100, 60).await, 1);
    assert_eq!(asked.at(0, 60).await, 2);
}

#[tokio::test]
async fn who_asks_at_the_same_time_shares_the_answer() {
    let asked = Asked::new();
    let (a, b, c) = tokio::join!(asked.at(0, 60), asked.at(0, 60), asked.at(0, 60));
    assert_eq!((a, b, c), (1, 1, 1));
}
