//! What is removed and, above all, what is not.

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use wecom_share_store::{Content, Garbage, ImageStore, Rendition, UploadKind};

use crate::{
    Data, ZHANGSAN, hour, prepare_showing,
    renditions::{cover, image, shown},
};

const CORP: &str = ZHANGSAN.corpid;

struct House {
    data: Data,
    images: ImageStore,
}

impl House {
    async fn new() -> Self {
        let data = Data::new().await;
        let images = ImageStore::in_data(data.folder.path());
        Self { data, images }
    }

    /// A picture with a cover, as the server keeps them: rows before bytes.
    async fn picture(&self, name: &str, at: Timestamp) -> Rendition {
        let (source, made) = (format!("{name}-source"), format!("{name}-cover"));
        let store = &self.data.store;
        store
            .remember_image(CORP, &image(&source), at)
            .await
            .unwrap();
        let rendition = cover(&source, &made, &format!("{name}-key"));
        store
            .remember_rendition(CORP, &rendition, at)
            .await
            .unwrap();
        for file in [&source, &made] {
            self.images
                .keep(file, &Bytes::from_static(b"0123456789"))
                .await
                .unwrap();
        }
        rendition
    }

    async fn collect(&self, before: Timestamp, dry_run: bool) -> Garbage {
        let store = &self.data.store;
        store
            .collect_garbage(&self.images, before, dry_run)
            .await
            .unwrap()
    }

    async fn files(&self) -> Vec<String> {
        let files = self.images.list().await.unwrap();
        let mut names: Vec<_> = files.into_iter().map(|file| file.name).collect();
        names.sort();
        names
    }
}

/// The files of a test are written now, by the machine's clock, and rows at
/// hours of 2026: far in the future both are old.
fn long_after() -> Timestamp {
    hour(24 * 365 * 50)
}

#[tokio::test]
async fn what_a_share_shows_is_kept_and_the_rest_goes() {
    let house = House::new().await;
    house.picture("shown", hour(0)).await;
    house.picture("idle", hour(0)).await;
    prepare_showing(&house.data.store, ZHANGSAN, "s1", &[shown("shown-source")]).await;

    let foreseen = house.collect(long_after(), true).await;
    assert_eq!(house.files().await.len(), 4, "a dry run removes nothing");
    let garbage = house.collect(long_after(), false).await;
    assert_eq!(garbage, foreseen);
    assert_eq!(
        garbage,
        Garbage {
            renditions: 1,
            images: 1,
            media: 0,
            files: 2,
            bytes: 20
        }
    );
    assert_eq!(house.files().await, ["shown-cover", "shown-source"]);
    let gone = house.data.store.public_rendition("idle-key").await.unwrap();
    assert_eq!(gone, None);
    assert!(
        house
            .data
            .store
            .public_rendition("shown-key")
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(house.collect(long_after(), false).await, Garbage::default());
}

#[tokio::test]
async fn what_was_wanted_within_the_grace_period_is_kept() {
    let house = House::new().await;
    house.picture("old", hour(0)).await;
    house.picture("new", hour(50)).await;
    // Wanted again by a plan, and brought again by a member.
    house.picture("used", hour(0)).await;
    let store = &house.data.store;
    store
        .use_rendition(CORP, "used-source", "cover/attention", hour(50))
        .await
        .unwrap();

    let garbage = house.collect(hour(40), false).await;
    assert_eq!((garbage.renditions, garbage.images), (1, 1));
    // Files are as young as this test.
    assert_eq!(garbage.files, 0);
    assert!(store.public_rendition("used-key").await.unwrap().is_some());
    assert!(store.public_rendition("new-key").await.unwrap().is_some());
}

#[tokio::test]
async fn a_file_that_two_companies_have_stays_while_one_needs_it() {
    let house = House::new().await;
    house.picture("both", hour(0)).await;
    let store = &house.data.store;
    store
        .remember_image("wwcorp2", &image("both-source"), long_after())
        .await
        .unwrap();

    let garbage = house
        .collect(long_after() - SignedDuration::from_hours(1), false)
        .await;
    assert_eq!((garbage.images, garbage.files), (1, 1));
    assert_eq!(house.files().await, ["both-source"]);
}

#[tokio::test]
async fn what_a_killed_process_left_half_written_is_removed() {
    let house = House::new().await;
    let shard = house.data.folder.path().join("images/ab");
    std::fs::create_dir_all(&shard).unwrap();
    std::fs::write(shard.join(".abcdef.77.0"), "half").unwrap();

    let garbage = house.collect(long_after(), false).await;
    assert_eq!((garbage.files, garbage.bytes), (1, 4));
    assert!(house.files().await.is_empty());
}

#[tokio::test]
async fn media_are_kept_until_wecom_has_forgotten_them() {
    let house = House::new().await;
    let store = &house.data.store;
    let content = Content {
        corpid: CORP.to_owned(),
        sha256: "video".to_owned(),
        kind: UploadKind::Video,
        name: String::new(),
    };
    store
        .begin_upload(&content, "1", &[], hour(0))
        .await
        .unwrap()
        .unwrap();
    store
        .finish_upload(CORP, "1", "mediaid", Some(hour(72)))
        .await
        .unwrap();
    house
        .images
        .keep("video", &Bytes::from_static(b"film"))
        .await
        .unwrap();

    assert_eq!(house.collect(hour(71), false).await.media, 0);
    let garbage = house.collect(long_after(), false).await;
    assert_eq!((garbage.media, garbage.files), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_brought_while_garbage_is_collected_are_whole_afterwards() {
    let house = std::sync::Arc::new(House::new().await);
    house.picture("clock", hour(0)).await;
    // By the machine's clock, as the files are.
    let now = house.images.list().await.unwrap()[0].written;
    let (old, before) = (hours_before(now, 3), hours_before(now, 1));
    for number in 0..20 {
        house.picture(&format!("p{number}"), old).await;
    }
    for name in house.files().await {
        let shard = name[..2].to_owned();
        let path = house
            .data
            .folder
            .path()
            .join("images")
            .join(shard)
            .join(name);
        let file = std::fs::File::options().write(true).open(path).unwrap();
        let seconds = u64::try_from(old.as_second()).unwrap();
        let then = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        file.set_modified(then).unwrap();
    }
    let collecting = {
        let house = house.clone();
        tokio::spawn(async move {
            let mut removed = 0;
            for _ in 0..5 {
                removed += house.collect(before, false).await.files;
            }
            removed
        })
    };
    let bringing = {
        let house = house.clone();
        tokio::spawn(async move {
            for number in 0..20 {
                house.picture(&format!("p{number}"), now).await;
            }
        })
    };
    collecting.await.unwrap();
    bringing.await.unwrap();
    let files = house.files().await;
    let whole = (0..20).all(|number| {
        let names = [format!("p{number}-cover"), format!("p{number}-source")];
        names.iter().all(|name| files.contains(name))
    });
    assert!(whole, "{files:?}");
}

fn hours_before(now: Timestamp, hours: i64) -> Timestamp {
    now - SignedDuration::from_hours(hours)
}
