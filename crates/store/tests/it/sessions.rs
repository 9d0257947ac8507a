use jiff::Timestamp;
use wecom_share_store::Session;

use crate::{Data, hour};

fn session(expires_at: Timestamp) -> Session {
    Session {
        corpid: "wwcorp1".to_owned(),
        appid: "wxapp".to_owned(),
        member: "zhangsan".to_owned(),
        expires_at,
    }
}

#[tokio::test]
async fn a_session_is_found_by_the_hash_of_its_token() {
    let data = Data::new().await;
    let session = session(hour(12));
    data.store
        .begin_session("hash", &session, hour(0))
        .await
        .unwrap();

    assert_eq!(data.store.session("hash").await.unwrap(), Some(session));
    assert_eq!(data.store.session("other").await.unwrap(), None);
}

#[tokio::test]
async fn ended_sessions_are_forgotten_when_the_next_one_begins() {
    let data = Data::new().await;
    data.store
        .begin_session("old", &session(hour(12)), hour(0))
        .await
        .unwrap();
    data.store
        .begin_session("new", &session(hour(24)), hour(12))
        .await
        .unwrap();

    assert_eq!(data.store.session("old").await.unwrap(), None);
    assert!(data.store.session("new").await.unwrap().is_some());
}
