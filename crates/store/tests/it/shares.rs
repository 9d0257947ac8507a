use serde_json::json;
use wecom_share_store::{Outcome, Owner, QuotaUse, ReceiverPart, Refused, ShareState, TargetKind};

use crate::{
    Data, LISI, OTHER_COMPANY, ZHANGSAN, hour, ok_answer, prepare, prepare_counting, receiver,
};

fn outcome<'a>(state: ShareState, answer: &'a serde_json::Value) -> Outcome<'a> {
    Outcome {
        state,
        api: "shareToExternalContact",
        answer,
        error: None,
        said_at: None,
    }
}

async fn report(
    data: &Data,
    owner: Owner<'_>,
    id: &str,
    state: ShareState,
) -> Option<(ShareState, bool)> {
    let answer = ok_answer();
    let reported = data
        .store
        .report_share(owner, id, &outcome(state, &answer), hour(1))
        .await
        .unwrap()?;
    Some((reported.state, reported.fresh))
}

async fn uses(data: &Data, corpid: &str) -> Vec<QuotaUse> {
    let ids = ["wm1", "wm2", "wm3"].map(str::to_owned);
    data.store.quota_uses(corpid, &ids, hour(0)).await.unwrap()
}

#[tokio::test]
async fn handing_over_uses_the_quota_of_the_planned_receivers_only() {
    let data = Data::new().await;
    let receivers = [
        receiver("wm1", ReceiverPart::Planned),
        receiver("wm2", ReceiverPart::Skipped),
        receiver("wm3", ReceiverPart::Planned),
    ];
    prepare(&data.store, ZHANGSAN, "sh_1", &receivers).await;
    assert_eq!(uses(&data, "wwcorp1").await, []);

    assert_eq!(
        report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver).await,
        Some((ShareState::HandedOver, true))
    );
    let reached: Vec<_> = uses(&data, "wwcorp1")
        .await
        .into_iter()
        .map(|it| it.receiver)
        .collect();
    assert_eq!(reached, ["wm1", "wm3"]);
    assert_eq!(uses(&data, "wwcorp2").await, []);
}

#[tokio::test]
async fn a_share_that_does_not_count_uses_nothing() {
    let data = Data::new().await;
    let receivers = [receiver("wm1", ReceiverPart::Planned)];
    prepare_counting(&data.store, ZHANGSAN, "sh_1", &receivers, false).await;

    report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver).await;
    assert_eq!(uses(&data, "wwcorp1").await, []);
}

#[tokio::test]
async fn cancelling_and_failing_use_nothing() {
    let data = Data::new().await;
    for (id, state) in [
        ("sh_1", ShareState::Cancelled),
        ("sh_2", ShareState::Failed),
    ] {
        prepare(
            &data.store,
            ZHANGSAN,
            id,
            &[receiver("wm1", ReceiverPart::Planned)],
        )
        .await;
        assert_eq!(
            report(&data, ZHANGSAN, id, state).await,
            Some((state, true))
        );
    }
    assert_eq!(uses(&data, "wwcorp1").await, []);
}

#[tokio::test]
async fn the_first_report_counts() {
    let data = Data::new().await;
    prepare(
        &data.store,
        ZHANGSAN,
        "sh_1",
        &[receiver("wm1", ReceiverPart::Planned)],
    )
    .await;
    report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver).await;

    for again in [ShareState::HandedOver, ShareState::Cancelled] {
        assert_eq!(
            report(&data, ZHANGSAN, "sh_1", again).await,
            Some((ShareState::HandedOver, false))
        );
    }
    assert_eq!(uses(&data, "wwcorp1").await.len(), 1);
    let share = data.store.share(ZHANGSAN, "sh_1").await.unwrap().unwrap();
    let events: Vec<_> = share
        .history
        .iter()
        .map(|event| event.event.as_str())
        .collect();
    assert_eq!(events, ["prepared", "handed_over"]);
}

#[tokio::test]
async fn two_reports_at_once_use_the_quota_once() {
    let data = Data::new().await;
    prepare(
        &data.store,
        ZHANGSAN,
        "sh_1",
        &[receiver("wm1", ReceiverPart::Planned)],
    )
    .await;
    let (a, b) = tokio::join!(
        report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver),
        report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver)
    );
    assert_ne!(a.unwrap().1, b.unwrap().1, "one of them is the first");
    assert_eq!(uses(&data, "wwcorp1").await.len(), 1);
}

#[tokio::test]
async fn a_share_of_somebody_else_is_not_found() {
    let data = Data::new().await;
    prepare(&data.store, ZHANGSAN, "sh_1", &[]).await;

    for stranger in [LISI, OTHER_COMPANY] {
        assert_eq!(
            report(&data, stranger, "sh_1", ShareState::HandedOver).await,
            None
        );
        assert_eq!(data.store.share(stranger, "sh_1").await.unwrap(), None);
        assert_eq!(data.store.shares(stranger, 10, None).await.unwrap(), []);
    }
    let share = data.store.share(ZHANGSAN, "sh_1").await.unwrap().unwrap();
    assert_eq!(share.share.state, ShareState::Prepared);
}

#[tokio::test]
async fn a_refused_share_keeps_its_reason() {
    let data = Data::new().await;
    let nothing = json!({});
    let refusal = json!({ "code": "quota_used_up" });
    let refused = Refused {
        owner: ZHANGSAN,
        id: "sh_1",
        appid: "wxapp",
        target: TargetKind::Groups,
        draft: &nothing,
        host: &nothing,
        refusal: &refusal,
        receivers: &[receiver("wr1", ReceiverPart::Skipped)],
    };
    data.store.refuse_share(&refused, hour(0)).await.unwrap();

    let found = data.store.share(ZHANGSAN, "sh_1").await.unwrap().unwrap();
    assert_eq!(found.share.state, ShareState::Refused);
    assert_eq!(found.share.refusal, Some(refusal));
    assert_eq!(found.receivers, [receiver("wr1", ReceiverPart::Skipped)]);
    assert_eq!(
        report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver).await,
        Some((ShareState::Refused, false))
    );
}

#[tokio::test]
async fn shares_are_listed_newest_first_and_page_by_page() {
    let data = Data::new().await;
    for id in ["sh_1", "sh_2", "sh_3"] {
        prepare(&data.store, ZHANGSAN, id, &[]).await;
    }
    prepare(&data.store, LISI, "sh_4", &[]).await;

    let ids = |shares: Vec<wecom_share_store::Share>| {
        shares.into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    let first = data.store.shares(ZHANGSAN, 2, None).await.unwrap();
    assert_eq!(ids(first), ["sh_3", "sh_2"]);
    let rest = data.store.shares(ZHANGSAN, 2, Some("sh_2")).await.unwrap();
    assert_eq!(ids(rest), ["sh_1"]);
}

#[tokio::test]
async fn an_acknowledged_report_is_there_after_a_kill() {
    let data = Data::new().await;
    prepare(
        &data.store,
        ZHANGSAN,
        "sh_1",
        &[receiver("wm1", ReceiverPart::Planned)],
    )
    .await;
    report(&data, ZHANGSAN, "sh_1", ShareState::HandedOver).await;

    let again = data.after_a_kill().await;
    let share = again.store.share(ZHANGSAN, "sh_1").await.unwrap().unwrap();
    assert_eq!(share.share.state, ShareState::HandedOver);
    assert_eq!(uses(&again, "wwcorp1").await.len(), 1);
}
