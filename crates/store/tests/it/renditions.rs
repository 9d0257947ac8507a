use wecom_share_store::{Image, Rendition, Shown};

use crate::{Data, OTHER_COMPANY, ZHANGSAN, hour, prepare_showing};

pub fn image(hash: &str) -> Image {
    Image {
        sha256: hash.to_owned(),
        format: "png".to_owned(),
        width: 520,
        height: 416,
        bytes: 1234,
    }
}

pub fn cover(source: &str, sha256: &str, key: &str) -> Rendition {
    Rendition {
        source: source.to_owned(),
        recipe: "cover/attention".to_owned(),
        sha256: sha256.to_owned(),
        format: "jpeg".to_owned(),
        width: 520,
        height: 416,
        bytes: 99,
        key: key.to_owned(),
    }
}

pub fn shown(source: &str) -> Shown {
    Shown {
        source: source.to_owned(),
        recipe: "cover/attention".to_owned(),
    }
}

#[tokio::test]
async fn a_rendition_keeps_its_first_address() {
    let data = Data::new().await;
    let corp = ZHANGSAN.corpid;
    data.store
        .remember_image(corp, &image("aa"), hour(0))
        .await
        .unwrap();
    let first = cover("aa", "bb", "first");
    let again = cover("aa", "bb", "again");
    data.store
        .remember_rendition(corp, &first, hour(0))
        .await
        .unwrap();
    let told = data
        .store
        .remember_rendition(corp, &again, hour(1))
        .await
        .unwrap();

    assert_eq!(told, first);
    let found = data
        .store
        .use_rendition(corp, "aa", "cover/attention", hour(2))
        .await
        .unwrap();
    assert_eq!(found, Some(first));
    let public = data.store.public_rendition("first").await.unwrap().unwrap();
    assert_eq!(
        (public.sha256.as_str(), public.source.as_str()),
        ("bb", "aa")
    );
    assert_eq!(data.store.public_rendition("again").await.unwrap(), None);
}

#[tokio::test]
async fn a_rendition_of_one_company_is_unknown_to_another() {
    let data = Data::new().await;
    let corp = ZHANGSAN.corpid;
    data.store
        .remember_image(corp, &image("aa"), hour(0))
        .await
        .unwrap();
    data.store
        .remember_rendition(corp, &cover("aa", "bb", "key"), hour(0))
        .await
        .unwrap();

    let other = OTHER_COMPANY.corpid;
    let found = data
        .store
        .use_rendition(other, "aa", "cover/attention", hour(0))
        .await
        .unwrap();
    assert_eq!(found, None);
}

#[tokio::test]
async fn a_share_says_what_it_shows() {
    let data = Data::new().await;
    let corp = ZHANGSAN.corpid;
    data.store
        .remember_image(corp, &image("aa"), hour(0))
        .await
        .unwrap();
    data.store
        .remember_rendition(corp, &cover("aa", "bb", "key"), hour(0))
        .await
        .unwrap();
    // The same picture twice in one share is one row.
    prepare_showing(&data.store, ZHANGSAN, "s1", &[shown("aa"), shown("aa")]).await;
    prepare_showing(&data.store, ZHANGSAN, "s2", &[shown("aa")]).await;
}
