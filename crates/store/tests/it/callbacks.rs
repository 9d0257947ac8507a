//! What WeCom called us with: once, in order, and by whoever is left.

use jiff::{SignedDuration, Timestamp};
use wecom_share_store::{Callback, CallbackState, Done, Store};

use crate::{Data, hour};

fn call(corpid: &str, key: &str) -> Callback {
    Callback {
        corpid: corpid.to_owned(),
        receiver: "1000002".to_owned(),
        key: key.to_owned(),
        message: format!("<xml>{corpid} {key}</xml>"),
        created_at: hour(0),
    }
}

/// Seconds after Monday morning.
fn at(seconds: i64) -> Timestamp {
    hour(0) + SignedDuration::from_secs(seconds)
}

async fn begin(store: &Store, lease: &str, now: i64) -> Vec<wecom_share_store::Begun> {
    let begun = store.begin_callbacks(lease, at(now), at(now + 60), 10);
    begun.await.unwrap()
}

/// Key and state of each row, in the order of arrival.
async fn rows(store: &Store) -> Vec<(String, CallbackState)> {
    let rows = store.callbacks_after(0, 1_000).await.unwrap();
    rows.into_iter()
        .map(|row| (row.message, row.state))
        .collect()
}

impl Data {
    /// The same database, opened once more.
    async fn another(&self) -> Store {
        Store::open(self.folder.path()).await.unwrap()
    }
}

#[tokio::test]
async fn a_lease_passes_to_another_server_when_its_owner_has_died() {
    let data = Data::new().await;
    let other = data.another().await;
    let ticket = Callback {
        corpid: String::new(),
        receiver: "wwsuite1".to_owned(),
        ..call("", "ticket")
    };
    data.store.receive_callback(&ticket, at(0)).await.unwrap();
    let dying = begin(&data.store, "one", 0).await;
    assert_eq!(dying.len(), 1);
    assert!(begin(&other, "two", 59).await.is_empty(), "still leased");
    let begun = begin(&other, "two", 60).await;
    assert_eq!((begun.len(), begun[0].attempts), (1, 2));

    // The first was only slow after all: what it does now changes nothing.
    let kept = |ticket: &str| Done::Ticket {
        suite_id: "wwsuite1".to_owned(),
        ticket: ticket.to_owned(),
        created_at: hour(0),
    };
    let finish = async |store: &Store, begun, ticket| {
        let done = kept(ticket);
        store.finish_callback(begun, &done, at(61)).await.unwrap()
    };
    assert!(!finish(&data.store, &dying[0], "late").await);
    data.store
        .give_back_callback(&dying[0], None)
        .await
        .unwrap();
    assert_eq!(other.suite_ticket("wwsuite1").await.unwrap(), None);
    assert!(finish(&other, &begun[0], "right").await);
    let ticket = data.store.suite_ticket("wwsuite1").await.unwrap();
    assert_eq!(ticket.as_deref(), Some("right"));
    assert!(!finish(&other, &begun[0], "twice").await, "only once");
}

#[tokio::test]
async fn what_is_delivered_again_after_it_was_handled_is_handled_once() {
    let data = Data::new().await;
    let it = call("wwcorp1", "event");
    assert!(data.store.receive_callback(&it, at(0)).await.unwrap());
    let begun = begin(&data.store, "one", 0).await;
    // Again while it is worked on, after it was handled, and after a kill.
    assert!(!data.store.receive_callback(&it, at(1)).await.unwrap());
    let finished = data.store.finish_callback(&begun[0], &Done::Noted, at(2));
    assert!(finished.await.unwrap());
    assert!(!data.store.receive_callback(&it, at(3)).await.unwrap());
    let revived = data.after_a_kill().await;
    assert!(!revived.store.receive_callback(&it, at(4)).await.unwrap());
    for store in [&data.store, &revived.store] {
        assert!(begin(store, "two", 3_600).await.is_empty());
        assert_eq!(
            rows(store).await,
            [(it.message.clone(), CallbackState::Handled)]
        );
    }
}

#[tokio::test]
async fn what_was_received_survives_a_kill_with_its_lease() {
    let data = Data::new().await;
    for key in ["first", "second"] {
        data.store
            .receive_callback(&call("wwcorp1", key), at(0))
            .await
            .unwrap();
    }
    let begun = data.store.begin_callbacks("one", at(0), at(60), 1);
    assert_eq!(begun.await.unwrap()[0].key, "first");
    let revived = data.after_a_kill().await;
    let begun = begin(&revived.store, "two", 1).await;
    assert_eq!(begun.len(), 1, "the first is still leased");
    assert_eq!(begun[0].key, "second");
    let begun = begin(&revived.store, "three", 60).await;
    assert_eq!(begun[0].key, "first");
}

#[tokio::test]
async fn two_servers_that_hear_the_same_at_once_write_it_down_once_and_work_on_it_once() {
    let data = Data::new().await;
    let other = data.another().await;
    let mut new = 0;
    for number in 0..50 {
        let it = call("wwcorp1", &number.to_string());
        let (a, b) = tokio::join!(
            data.store.receive_callback(&it, at(0)),
            other.receive_callback(&it, at(0))
        );
        new += usize::from(a.unwrap()) + usize::from(b.unwrap());
    }
    assert_eq!(new, 50);
    let mut seen = Vec::new();
    loop {
        let (a, b) = tokio::join!(
            data.store.begin_callbacks("a", at(1), at(61), 7),
            other.begin_callbacks("b", at(1), at(61), 7)
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        if a.is_empty() && b.is_empty() {
            break;
        }
        seen.extend(a.into_iter().chain(b).map(|it| it.key));
    }
    let begun = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((begun, seen.len()), (50, 50), "each by one of the two");
    let numbers: Vec<i64> = other
        .callbacks_after(0, 1_000)
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.seq)
        .collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
    assert_eq!(data.store.newest_callback().await.unwrap(), 50);
}

#[tokio::test]
async fn the_same_key_of_two_companies_or_two_apps_is_two_messages() {
    let data = Data::new().await;
    let mut all = [
        call("wwcorp1", "event"),
        call("wwcorp2", "event"),
        call("wwcorp1", "event"),
    ];
    all[2].receiver = "1000003".to_owned();
    for it in &all {
        assert!(data.store.receive_callback(it, at(0)).await.unwrap());
    }
    let begun = begin(&data.store, "one", 0).await;
    assert_eq!(begun.len(), 3);
    let mine = begun.iter().find(|it| it.corpid == "wwcorp2").unwrap();
    let finished = data.store.finish_callback(mine, &Done::Noted, at(1));
    assert!(finished.await.unwrap());
    let others: Vec<(String, String)> = begin(&data.store, "two", 60)
        .await
        .into_iter()
        .map(|it| (it.corpid, it.receiver))
        .collect();
    assert_eq!(
        others,
        [
            ("wwcorp1".to_owned(), "1000002".to_owned()),
            ("wwcorp1".to_owned(), "1000003".to_owned())
        ]
    );
}

#[tokio::test]
async fn what_fails_is_tried_again_when_it_is_due_and_given_up_for_good() {
    let data = Data::new().await;
    let it = call("wwcorp1", "event");
    data.store.receive_callback(&it, at(0)).await.unwrap();
    let begun = begin(&data.store, "one", 0).await;
    let due = Some(at(300));
    data.store.give_back_callback(&begun[0], due).await.unwrap();
    assert!(begin(&data.store, "two", 299).await.is_empty());
    let begun = begin(&data.store, "two", 300).await;
    assert_eq!(begun[0].attempts, 2);
    data.store
        .give_back_callback(&begun[0], None)
        .await
        .unwrap();
    assert!(begin(&data.store, "three", 1_000_000).await.is_empty());
    assert_eq!(rows(&data.store).await[0].1, CallbackState::GivenUp);
    assert!(
        !data.store.receive_callback(&it, at(400)).await.unwrap(),
        "a repeat does not revive it"
    );
}

#[tokio::test]
async fn a_ticket_that_comes_late_does_not_replace_a_newer_one() {
    let data = Data::new().await;
    for (key, ticket, made) in [("new", "newer", 600), ("old", "older", 0)] {
        let it = Callback {
            receiver: "wwsuite1".to_owned(),
            ..call("", key)
        };
        data.store.receive_callback(&it, at(601)).await.unwrap();
        let begun = begin(&data.store, key, 601).await;
        let done = Done::Ticket {
            suite_id: "wwsuite1".to_owned(),
            ticket: ticket.to_owned(),
            created_at: at(made),
        };
        let finished = data.store.finish_callback(&begun[0], &done, at(602));
        assert!(finished.await.unwrap());
    }
    let ticket = data.store.suite_ticket("wwsuite1").await.unwrap();
    assert_eq!(ticket.as_deref(), Some("newer"));
    assert_eq!(data.store.suite_ticket("wwsuite2").await.unwrap(), None);
}

#[tokio::test]
async fn only_what_was_handled_is_forgotten_and_numbers_go_on() {
    let data = Data::new().await;
    for (key, now) in [("a", 0), ("b", 0), ("c", 0), ("d", 10)] {
        let it = call("wwcorp1", key);
        data.store.receive_callback(&it, at(now)).await.unwrap();
    }
    let begun = begin(&data.store, "one", 0).await;
    for it in begun.iter().filter(|it| it.key != "b") {
        data.store
            .finish_callback(it, &Done::Noted, at(1))
            .await
            .unwrap();
    }
    let gone = data.store.forget_callbacks(at(1_000)).await.unwrap();
    assert_eq!(gone, 2, "b waits, d is the newest");
    let revived = data.after_a_kill().await;
    let it = call("wwcorp1", "e");
    revived.store.receive_callback(&it, at(20)).await.unwrap();
    assert_eq!(revived.store.newest_callback().await.unwrap(), 5);
}
