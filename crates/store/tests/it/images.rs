use wecom_share_store::Image;

use crate::{Data, hour};

fn image(url: &str) -> Image {
    Image {
        sha256: "ab".repeat(32),
        format: "png".to_owned(),
        width: 520,
        height: 416,
        bytes: 1234,
        wecom_url: Some(url.to_owned()),
    }
}

#[tokio::test]
async fn a_picture_keeps_its_first_link() {
    let data = Data::new().await;
    data.store
        .remember_image("wwcorp1", &image("http://p/1"), hour(0))
        .await
        .unwrap();
    data.store
        .remember_image("wwcorp1", &image("http://p/2"), hour(1))
        .await
        .unwrap();

    let found = data.store.image("wwcorp1", &"ab".repeat(32)).await.unwrap();
    assert_eq!(found, Some(image("http://p/1")));
}

#[tokio::test]
async fn a_picture_of_one_company_is_unknown_to_another() {
    let data = Data::new().await;
    data.store
        .remember_image("wwcorp1", &image("http://p/1"), hour(0))
        .await
        .unwrap();

    assert_eq!(
        data.store.image("wwcorp2", &"ab".repeat(32)).await.unwrap(),
        None
    );
}
