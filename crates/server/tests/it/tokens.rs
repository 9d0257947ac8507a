//! Two servers on one database, and WeCom's tokens.

use crate::house::{CORP, House, WANG};

#[tokio::test]
async fn two_servers_on_one_database_ask_for_one_token() {
    let one = House::new().await;
    let other = one.another_server().await;
    let (a, b) = tokio::join!(one.zhangsan(), other.session(CORP, "lisi"));
    // 李四 has no such customer, which the other server asks WeCom about.
    let (plan, refused) = tokio::join!(one.share(&a, &[WANG]), other.share(&b, &[WANG]));
    plan.ok();
    refused.refused(422);
    assert_eq!(one.wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn a_token_outlives_the_server() {
    let mut house = House::new().await;
    house.zhangsan().await;
    house.restart().await;
    house.zhangsan().await;
    assert_eq!(house.wecom.calls("gettoken"), 1);
}

#[tokio::test]
async fn servers_whose_token_was_taken_away_share_the_next_and_do_not_fight() {
    let one = House::new().await;
    let other = one.another_server().await;
    one.zhangsan().await;
    other.session(CORP, "zhangsan").await;
    for round in 1..=5 {
        one.wecom.revoke_tokens();
        let codes = (0..8).map(|number| format!("m{round}{number}"));
        let logins = codes.enumerate().map(|(number, member)| {
            let house = if number % 2 == 0 { &one } else { &other };
            async move { house.session(CORP, &member).await }
        });
        futures_util::future::join_all(logins).await;
        assert_eq!(one.wecom.calls("gettoken"), 1 + round);
    }
}
