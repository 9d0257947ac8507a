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
        let bounds = Bounds {
            fresh: SignedDuration::from_secs(oldest),
            stale: None,
            patience: None,
        };
        let ask = || {
            let number = self.times.fetch_add(1, Ordering::Relaxed) + 1;
            async move { Ok(number) }
        };
        let listed = self.kept.get(a_key(), bounds, second(seconds), ask).await;
        *listed.unwrap().list
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

const PATIENT_A_LITTLE: Bounds = Bounds {
    fresh: SignedDuration::from_secs(60),
    stale: Some(SignedDuration::from_secs(900)),
    patience: Some(Duration::from_millis(1)),
};

#[tokio::test]
async fn an_older_answer_serves_while_wecom_is_slow_and_only_so_long() {
    let asked = Asked::new();
    assert_eq!(asked.at(0, 60).await, 1);
    let never = || std::future::pending::<Result<usize, WecomError>>();
    let get = async |seconds| {
        let listed = asked
            .kept
            .get(a_key(), PATIENT_A_LITTLE, second(seconds), never)
            .await;
        listed.map(|listed| (*listed.list, listed.stale))
    };
    assert!(matches!(get(30).await, Ok((1, false))));
    assert!(matches!(get(61).await, Ok((1, true))));
    assert!(matches!(get(900).await, Ok((1, true))));
    assert!(get(901).await.is_err());
}

#[tokio::test]
async fn the_answer_that_came_late_is_there_for_the_next() {
    let kept = Kept::new();
    let (tell, told) = tokio::sync::oneshot::channel::<usize>();
    let bounds = PATIENT_A_LITTLE;
    let first = || async { Ok(1) };
    kept.get(a_key(), bounds, second(0), first).await.unwrap();
    let slow = || async move { Ok(told.await.unwrap()) };
    let listed = kept.get(a_key(), bounds, second(61), slow).await.unwrap();
    assert_eq!((*listed.list, listed.stale), (1, true));
    tell.send(2).unwrap();
    loop {
        let nobody_asks = || std::future::pending::<Result<usize, WecomError>>();
        let listed = kept.get(a_key(), bounds, second(62), nobody_asks).await;
        if let Ok(Listed { list, stale: false }) = listed {
            break assert_eq!(*list, 2);
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_is_forgotten_is_asked_for_again_even_while_an_answer_is_on_its_way() {
    let asked = Asked::new();
    assert_eq!(asked.at(0, 60).await, 1);
    asked.kept.forget(|(corp, ..)| corp == "ww2").await;
    assert_eq!(asked.at(0, 60).await, 1);
    asked.kept.forget(|(corp, ..)| corp == "ww1").await;
    assert_eq!(asked.at(0, 60).await, 2);
}
