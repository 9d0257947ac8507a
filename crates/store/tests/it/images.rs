use crate::{Data, hour, renditions::image};

#[tokio::test]
async fn a_picture_brought_twice_is_one() {
    let data = Data::new().await;
    for at in 0..2 {
        data.store
            .remember_image("wwcorp1", &image("aa"), hour(at))
            .await
            .unwrap();
    }
    let found = data.store.image("wwcorp1", "aa").await.unwrap();
    assert_eq!(found, Some(image("aa")));
}

#[tokio::test]
async fn a_picture_of_one_company_is_unknown_to_another() {
    let data = Data::new().await;
    data.store
        .remember_image("wwcorp1", &image("aa"), hour(0))
        .await
        .unwrap();
    assert_eq!(data.store.image("wwcorp2", "aa").await.unwrap(), None);
}
