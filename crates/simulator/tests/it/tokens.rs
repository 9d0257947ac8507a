//! server-api.md §1.1, §2.1.

use crate::bench::{Bench, CORP, SECRET};

#[tokio::test]
async fn the_same_token_is_given_until_it_expires() {
    let bench = Bench::demo().await;
    let path = format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret={SECRET}");
    let first = bench.get(&path).await;
    assert_eq!(first["expires_in"], 7200);
    bench.hours(1);
    let second = bench.get(&path).await;
    assert_eq!(second["access_token"], first["access_token"]);
    assert_eq!(second["expires_in"], 3600);
    bench.hours(1);
    let third = bench.get(&path).await;
    assert_ne!(third["access_token"], first["access_token"]);
}

#[tokio::test]
async fn an_expired_token_is_42001_and_an_unknown_one_40014_and_a_missing_one_41001() {
    let bench = Bench::demo().await;
    let token = bench.token().await;
    let path = "/cgi-bin/externalcontact/get_follow_user_list";
    assert_eq!(
        bench.get(&format!("{path}?access_token={token}")).await["errcode"],
        0
    );
    bench.hours(2);
    for (query, code) in [
        (format!("?access_token={token}"), 42001),
        ("?access_token=never".to_owned(), 40014),
        (String::new(), 41001),
        ("?access_token=".to_owned(), 41001),
    ] {
        assert_eq!(
            bench.get(&format!("{path}{query}")).await["errcode"],
            code,
            "{query}"
        );
    }
}

#[tokio::test]
async fn wrong_ids_and_secrets_have_their_own_codes() {
    let bench = Bench::start(
        wecom_share_simulator::world::World::load("../../worlds/two-companies.toml").unwrap(),
    )
    .await;
    for (query, code) in [
        (format!("corpid={CORP}"), 41004),
        (format!("corpsecret={SECRET}"), 41002),
        (format!("corpid=ww0&corpsecret={SECRET}"), 40013),
        (format!("corpid={CORP}&corpsecret=wrong"), 40001),
        (
            format!("corpid={CORP}&corpsecret=tea-secret-not-for-production"),
            40091,
        ),
    ] {
        let answer = bench.get(&format!("/cgi-bin/gettoken?{query}")).await;
        assert_eq!(answer["errcode"], code, "{query}");
    }
}

#[tokio::test]
async fn a_disabled_app_gets_no_token() {
    let bench = Bench::demo_with("customer_contact = true  ", "enabled = false  ").await;
    let path = format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret={SECRET}");
    assert_eq!(bench.get(&path).await["errcode"], 50003);
}

#[tokio::test]
async fn an_error_is_http_200_with_hint_caller_and_link() {
    let bench = Bench::demo().await;
    let response = bench
        .request(reqwest::Method::GET, "/cgi-bin/gettoken")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let answer = crate::bench::json_of(response).await;
    let text = answer["errmsg"].as_str().unwrap();
    let (reason, rest) = text.split_once(", hint: [").unwrap();
    assert_eq!(reason, "corpid missing");
    let (hint, rest) = rest.split_once(']').unwrap();
    let parts: Vec<&str> = hint.split('_').collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[0], "1795492800");
    assert_eq!(parts[2].len(), 32);
    assert_eq!(
        rest,
        ", from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=41002"
    );
}
