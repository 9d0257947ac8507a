//! Tokens that several servers share.

use jiff::SignedDuration;
use wecom_share_store::{Store, Token, TokenName};

use crate::{Data, hour};

const MINE: TokenName<'static> = TokenName {
    corpid: "wwcorp1",
    key: "app wwcorp1 1000002",
};

/// One that lasts until then.
fn token(value: &str, hours: i64) -> Token {
    Token {
        value: value.to_owned(),
        refresh_at: hour(hours) - SignedDuration::from_mins(5),
        expires_at: hour(hours),
    }
}

async fn value(store: &Store, name: TokenName<'_>) -> Option<String> {
    store.token(name).await.unwrap().map(|it| it.value)
}

#[tokio::test]
async fn one_server_fetches_and_another_takes_over_when_it_has_died() {
    let data = Data::new().await;
    let other = Store::open(data.folder.path()).await.unwrap();
    let lease = data
        .store
        .lease_token(MINE, hour(0), hour(1))
        .await
        .unwrap();
    let dying = lease.expect("nobody has it");
    let minute = SignedDuration::from_mins(59);
    let early = other.lease_token(MINE, hour(0) + minute, hour(2)).await;
    assert_eq!(early.unwrap(), None, "somebody is fetching");
    let lease = other.lease_token(MINE, hour(1), hour(2)).await.unwrap();
    let taken = lease.expect("its time is over");
    assert!(taken > dying);

    // The first comes back late with what it fetched, and gives up a lease that is no longer its own.
    let late = token("late", 2);
    data.store
        .save_token(MINE, Some(dying), &late)
        .await
        .unwrap();
    data.store.release_token(MINE, dying).await.unwrap();
    assert_eq!(value(&other, MINE).await, None);
    let held = data.store.lease_token(MINE, hour(1), hour(2)).await;
    assert_eq!(held.unwrap(), None, "the other still fetches");
    let right = token("right", 3);
    other.save_token(MINE, Some(taken), &right).await.unwrap();
    assert_eq!(value(&data.store, MINE).await.as_deref(), Some("right"));
    let next = data
        .store
        .lease_token(MINE, hour(1), hour(2))
        .await
        .unwrap();
    assert!(next.expect("saving ends the lease") > taken);
}

#[tokio::test]
async fn of_two_servers_that_want_to_fetch_at_once_one_does() {
    let data = Data::new().await;
    let other = Store::open(data.folder.path()).await.unwrap();
    for round in 0..20 {
        let key = format!("app wwcorp1 {round}");
        let name = TokenName {
            corpid: "wwcorp1",
            key: &key,
        };
        let (a, b) = tokio::join!(
            data.store.lease_token(name, hour(0), hour(1)),
            other.lease_token(name, hour(0), hour(1))
        );
        let leased = [a.unwrap(), b.unwrap()].iter().flatten().count();
        assert_eq!(leased, 1, "round {round}");
    }
}

#[tokio::test]
async fn a_token_survives_a_kill_and_a_newer_one_is_not_replaced_by_an_older() {
    let data = Data::new().await;
    let newer = token("newer", 2);
    data.store.save_token(MINE, None, &newer).await.unwrap();
    let revived = data.after_a_kill().await;
    assert_eq!(revived.store.token(MINE).await.unwrap(), Some(newer));
    let older = token("older", 1);
    revived.store.save_token(MINE, None, &older).await.unwrap();
    assert_eq!(value(&revived.store, MINE).await.as_deref(), Some("newer"));
}

#[tokio::test]
async fn equal_names_of_two_companies_are_two_tokens() {
    let data = Data::new().await;
    let theirs = TokenName {
        corpid: "wwcorp2",
        ..MINE
    };
    let mine = data
        .store
        .lease_token(MINE, hour(0), hour(1))
        .await
        .unwrap();
    let other = data.store.lease_token(theirs, hour(0), hour(1)).await;
    assert!(mine.is_some() && other.unwrap().is_some());
    let my_token = token("mine", 2);
    data.store.save_token(MINE, mine, &my_token).await.unwrap();
    assert_eq!(value(&data.store, theirs).await, None);
    let their_token = token("theirs", 9);
    data.store
        .save_token(theirs, None, &their_token)
        .await
        .unwrap();
    data.store.release_token(theirs, 1).await.unwrap();
    assert_eq!(value(&data.store, MINE).await.as_deref(), Some("mine"));
    assert_eq!(value(&data.store, theirs).await.as_deref(), Some("theirs"));
}

#[test]
fn a_token_shows_itself_to_nobody() {
    let text = format!("{:?}", token("secret-of-the-company", 1));
    assert!(!text.contains("secret"), "{text}");
}
