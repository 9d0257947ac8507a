use serde_json::json;

use crate::house::{CORP, House, OTHER_CORP, WANG, ok_report};

#[tokio::test]
async fn another_companys_session_sees_nothing() {
    let house = House::new().await;
    let ours = house.zhangsan().await;
    let theirs = house.session(OTHER_CORP, "zhangsan").await;
    let plan = house.share(&ours, &[WANG]).await.ok();
    let path = format!("/shares/{}", plan["share"]["id"].as_str().unwrap());

    assert_eq!(house.get(&path, &theirs).await.code(404), "share_not_found");
    let report = house
        .post(&format!("{path}/report"), Some(&theirs), &ok_report())
        .await;
    assert_eq!(report.code(404), "share_not_found");
    assert_eq!(
        house.get("/shares", &theirs).await.ok(),
        json!({ "shares": [] })
    );
    assert_eq!(
        house.get("/customers", &theirs).await.ok(),
        json!({ "customers": [] })
    );
    let found = house.get(&path, &ours).await.ok();
    assert_eq!(found["share"]["state"], "prepared", "and changed nothing");
}

#[tokio::test]
async fn a_colleague_sees_nothing_either() {
    let house = House::new().await;
    let zhangsan = house.zhangsan().await;
    let lisi = house.session(CORP, "lisi").await;
    let plan = house.share(&zhangsan, &[WANG]).await.ok();
    let path = format!("/shares/{}", plan["share"]["id"].as_str().unwrap());

    assert_eq!(house.get(&path, &lisi).await.code(404), "share_not_found");
    let report = house
        .post(&format!("{path}/report"), Some(&lisi), &ok_report())
        .await;
    assert_eq!(report.code(404), "share_not_found");
}

#[tokio::test]
async fn the_quota_of_one_company_is_not_that_of_another() {
    let house = House::new().await;
    house.wecom.world().customers.insert(
        (OTHER_CORP.to_owned(), "zhangsan".to_owned()),
        vec![(WANG.to_owned(), "王小姐".to_owned())],
    );
    let ours = house.zhangsan().await;
    let theirs = house.session(OTHER_CORP, "zhangsan").await;
    house.hand_over(&ours, &[WANG]).await;

    house.share(&theirs, &[WANG]).await.ok();
}
