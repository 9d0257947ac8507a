use jiff::SignedDuration;
use wecom_share_store::{Allowance, Content, UploadKind, UsedUp};

use crate::{Data, hour};

fn link(hash: &str) -> Content {
    Content {
        corpid: "wwcorp1".to_owned(),
        sha256: hash.to_owned(),
        kind: UploadKind::Link,
        name: String::new(),
    }
}

fn file(name: &str) -> Content {
    Content {
        kind: UploadKind::File,
        name: name.to_owned(),
        ..link("ff")
    }
}

async fn send(data: &Data, content: &Content, id: &str, at: i64) {
    let begun = data.store.begin_upload(content, id, &[], hour(at)).await;
    begun.unwrap().unwrap();
    let expires = (content.kind != UploadKind::Link).then(|| hour(at + 72));
    let answer = format!("answer-{id}");
    let finished = data.store.finish_upload("wwcorp1", id, &answer, expires);
    finished.await.unwrap();
}

#[tokio::test]
async fn what_was_sent_is_known_by_content_kind_name_and_company() {
    let data = Data::new().await;
    send(&data, &link("aa"), "1", 0).await;
    send(&data, &file("价目表.pdf"), "2", 0).await;

    let known = data.store.sent(&link("aa")).await.unwrap().unwrap();
    assert_eq!(known.answer, "answer-1");
    let elsewhere = Content {
        corpid: "wwcorp2".to_owned(),
        ..link("aa")
    };
    let otherwise = Content {
        kind: UploadKind::Image,
        ..link("aa")
    };
    for other in [link("bb"), elsewhere, otherwise, file("other.pdf")] {
        assert_eq!(data.store.sent(&other).await.unwrap(), None, "{other:?}");
    }
    let found = data
        .store
        .sent_as("wwcorp1", "answer-2")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.content, file("价目表.pdf"));
    assert_eq!(
        data.store.sent_as("wwcorp2", "answer-2").await.unwrap(),
        None
    );
}

#[tokio::test]
async fn a_kill_between_wecoms_answer_and_our_note_costs_one_upload_and_no_picture() {
    let data = Data::new().await;
    let begun = data
        .store
        .begin_upload(&link("aa"), "1", &[], hour(0))
        .await;
    begun.unwrap().unwrap();
    let data = data.after_a_kill().await;

    assert_eq!(
        data.store.sent(&link("aa")).await.unwrap(),
        None,
        "it will be sent again"
    );
    let used = data
        .store
        .uploads_since("wwcorp1", UploadKind::Link, hour(0));
    assert_eq!(used.await.unwrap(), 1, "what WeCom may have counted counts");
    send(&data, &link("aa"), "2", 1).await;
    assert_eq!(
        data.store.sent(&link("aa")).await.unwrap().unwrap().answer,
        "answer-2"
    );
}

#[tokio::test]
async fn what_wecom_surely_refused_does_not_count() {
    let data = Data::new().await;
    let begun = data
        .store
        .begin_upload(&link("aa"), "1", &[], hour(0))
        .await;
    begun.unwrap().unwrap();
    data.store.forget_upload("wwcorp1", "1").await.unwrap();
    let used = data
        .store
        .uploads_since("wwcorp1", UploadKind::Link, hour(0));
    assert_eq!(used.await.unwrap(), 0);
}

#[tokio::test]
async fn an_allowance_that_is_used_up_says_what_has_to_pass_first() {
    let data = Data::new().await;
    for (id, at) in [("1", 0), ("2", 5), ("3", 9)] {
        send(&data, &link(id), id, at).await;
    }
    let allowances = [
        Allowance {
            since: hour(8),
            count: 2,
        },
        Allowance {
            since: hour(0),
            count: 3,
        },
    ];
    let begin = async |id| {
        let begun = data
            .store
            .begin_upload(&link("x"), id, &allowances, hour(10))
            .await;
        begun.unwrap()
    };
    assert_eq!(
        begin("4").await,
        Err(UsedUp {
            allowance: 1,
            oldest: hour(0)
        })
    );

    let other = Content {
        corpid: "wwcorp2".to_owned(),
        ..link("x")
    };
    let begun = data
        .store
        .begin_upload(&other, "5", &allowances, hour(10))
        .await;
    assert_eq!(begun.unwrap(), Ok(()), "another company has its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_no_more_begin_than_are_allowed() {
    let data = std::sync::Arc::new(Data::new().await);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..20 {
        let data = data.clone();
        tasks.spawn(async move {
            let id = number.to_string();
            let allowance = [Allowance {
                since: hour(0),
                count: 7,
            }];
            let begun = data
                .store
                .begin_upload(&link(&id), &id, &allowance, hour(0))
                .await;
            begun.unwrap().is_ok()
        });
    }
    let begun = tasks.join_all().await.into_iter().filter(|ok| *ok).count();
    assert_eq!(begun, 7);
}

#[tokio::test]
async fn only_media_that_end_soon_and_were_wanted_are_renewed_and_only_once() {
    let data = Data::new().await;
    let margin = SignedDuration::from_hours(6);
    let ending = async |at| {
        let found = data.store.ending_media(hour(at), margin).await.unwrap();
        found.into_iter().map(|sent| sent.id).collect::<Vec<_>>()
    };
    send(&data, &file("wanted"), "1", 0).await;
    send(&data, &file("forgotten"), "2", 0).await;
    let wanted = data.store.sent(&file("wanted")).await.unwrap().unwrap();
    data.store.use_upload(&wanted, hour(3)).await.unwrap();

    assert!(ending(60).await.is_empty(), "there is time");
    assert_eq!(ending(67).await, ["1"]);
    assert_eq!(ending(75).await, ["1"], "also a little late");
    send(&data, &file("wanted"), "3", 70).await;
    assert!(ending(71).await.is_empty(), "it has a successor");
    assert_eq!(
        data.store.sent(&file("wanted")).await.unwrap().unwrap().id,
        "3"
    );
}
