use std::sync::Arc;

use wecom_share_store::{Opening, Recorded};

use crate::{Data, ZHANGSAN, hour, prepare, token_of};

fn opening(share: &str, event: &str) -> Opening {
    Opening {
        token: token_of(share),
        event: event.to_owned(),
        page: Some("pages/product/product".to_owned()),
        scene: Some(1044),
        chat_type: None,
    }
}

async fn opened(data: &Data) -> u64 {
    data.store
        .share(ZHANGSAN, "sh_1")
        .await
        .unwrap()
        .unwrap()
        .share
        .opened
}

#[tokio::test]
async fn an_opening_leads_to_its_share() {
    let data = Data::new().await;
    prepare(&data.store, ZHANGSAN, "sh_1", &[]).await;

    let recorded = data
        .store
        .record_opening(opening("sh_1", "e1"), hour(1))
        .await
        .unwrap();
    let expected = Recorded {
        share: "sh_1".to_owned(),
        fresh: true,
    };
    assert_eq!(recorded, Some(expected));
    assert_eq!(opened(&data).await, 1);
}

#[tokio::test]
async fn the_same_event_counts_once_for_each_share() {
    let data = Data::new().await;
    prepare(&data.store, ZHANGSAN, "sh_1", &[]).await;
    prepare(&data.store, ZHANGSAN, "sh_2", &[]).await;

    let mut fresh = Vec::new();
    for share in ["sh_1", "sh_1", "sh_2"] {
        let recorded = data
            .store
            .record_opening(opening(share, "e1"), hour(1))
            .await
            .unwrap();
        fresh.push(recorded.unwrap().fresh);
    }
    assert_eq!(fresh, [true, false, true]);
}

#[tokio::test]
async fn an_unknown_token_records_nothing() {
    let data = Data::new().await;
    prepare(&data.store, ZHANGSAN, "sh_1", &[]).await;

    let recorded = data
        .store
        .record_opening(opening("sh_9", "e1"), hour(1))
        .await
        .unwrap();
    assert_eq!(recorded, None);
    assert_eq!(opened(&data).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_opening_is_there_after_a_kill() {
    let data = Arc::new(Data::new().await);
    prepare(&data.store, ZHANGSAN, "sh_1", &[]).await;
    let mut openings = tokio::task::JoinSet::new();
    for number in 0..500 {
        let data = data.clone();
        openings.spawn(async move {
            let event = format!("e{number}");
            data.store
                .record_opening(opening("sh_1", &event), hour(1))
                .await
                .unwrap()
        });
    }
    let recorded = openings.join_all().await;
    assert!(
        recorded
            .iter()
            .all(|it| it.as_ref().is_some_and(|it| it.fresh))
    );

    assert_eq!(opened(&data.after_a_kill().await).await, 500);
}

#[tokio::test]
async fn closing_writes_what_is_waiting() {
    let data = Arc::new(Data::new().await);
    prepare(&data.store, ZHANGSAN, "sh_1", &[]).await;
    let waiting = {
        let data = data.clone();
        tokio::spawn(async move {
            data.store
                .record_opening(opening("sh_1", "e1"), hour(1))
                .await
        })
    };
    // On one thread, this lets the opening be asked for and nothing more.
    tokio::task::yield_now().await;
    data.store.close().await;

    let acknowledged = waiting.await.unwrap().is_ok();
    let kept = opened(&data.after_a_kill().await).await;
    assert!(
        kept == 1 || !acknowledged,
        "an acknowledged opening is kept"
    );
}
