//! Two companies in one world, with equal userids.

use serde_json::{Value, json};
use wecom_share_simulator::world::World;

use crate::bench::{Bench, CORP, JPG, NOTEBOOK, SECRET, WANG, text};

const TEA: &str = "ww1f2e3d4c5b6a7988";
const TEA_SECRET: &str = "tea-secret-not-for-production";
const ZHAO: &str = "wmTeaZhao0000000000000000000001";

async fn two() -> Bench {
    Bench::start(World::load("../../worlds/two-companies.toml").unwrap()).await
}

async fn tea(bench: &Bench, path: &str, body: Value) -> Value {
    let token = bench.token_of(TEA, TEA_SECRET).await;
    let rest = if path.contains('?') { "&" } else { "?" };
    bench
        .post(&format!("/cgi-bin/{path}{rest}access_token={token}"), body)
        .await
}

#[tokio::test]
async fn neither_company_sees_the_others_customers_and_groups() {
    let bench = two().await;
    let own = bench.ask("externalcontact/list", "&userid=zhangsan").await;
    assert_eq!(own["external_userid"], json!([WANG]));
    let theirs = tea(&bench, "externalcontact/list?userid=zhangsan", json!({})).await;
    assert_eq!(theirs["external_userid"], json!([ZHAO]));
    let group = tea(
        &bench,
        "externalcontact/groupchat/get",
        json!({"chat_id": NOTEBOOK}),
    )
    .await;
    assert_eq!(group["errcode"], 90501);
}

#[tokio::test]
async fn a_code_of_one_company_is_invalid_to_the_other_and_stays_usable() {
    let bench = two().await;
    let code = bench.code().await;
    let path = format!("miniprogram/jscode2session?js_code={code}&grant_type=authorization_code");
    assert_eq!(tea(&bench, &path, json!({})).await["errcode"], 40029);
    assert_eq!(bench.exchange(&code).await["errcode"], 0);
}

#[tokio::test]
async fn the_token_of_an_app_without_the_mini_program_cannot_exchange_a_code() {
    let bench = two().await;
    let code = bench.code().await;
    let token = bench
        .token_of(CORP, "attendance-secret-not-for-production")
        .await;
    let answer = bench
        .get(&format!(
            "/cgi-bin/miniprogram/jscode2session?access_token={token}&js_code={code}&grant_type=authorization_code"
        ))
        .await;
    assert_eq!(answer["errcode"], 40014);
    assert_ne!(token, bench.token_of(CORP, SECRET).await);
}

#[tokio::test]
async fn media_are_shared_by_a_companys_apps_and_by_nobody_else() {
    let bench = two().await;
    let answer = bench
        .upload("media/upload", "&type=image", "media", JPG)
        .await;
    let id = answer["media_id"].as_str().unwrap();
    let path = format!("media/get?media_id={id}");
    assert_eq!(tea(&bench, &path, json!({})).await["errcode"], 40007);
    let token = bench
        .token_of(CORP, "attendance-secret-not-for-production")
        .await;
    let path = format!("/cgi-bin/media/get?access_token={token}&media_id={id}");
    let response = bench
        .request(reqwest::Method::GET, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(response.bytes().await.unwrap(), JPG);
}

#[tokio::test]
async fn sends_chats_and_quota_stay_within_the_company() {
    let bench = two().await;
    bench.log_in().await;
    bench
        .share("shareToExternalContact", text("好"), &[WANG])
        .await;
    let asked =
        json!({"chat_type": "single", "start_time": 1_795_400_000, "end_time": 1_795_600_000});
    let path = "externalcontact/get_groupmsg_list_v2";
    let own = bench.tell(path, asked.clone()).await;
    let msgid = own["group_msg_list"][0]["msgid"].clone();
    assert!(msgid.is_string());
    assert_eq!(tea(&bench, path, asked).await["group_msg_list"], json!([]));
    let task = tea(
        &bench,
        "externalcontact/get_groupmsg_task",
        json!({"msgid": msgid}),
    )
    .await;
    assert_eq!(task["errcode"], 41047);

    let state = bench.phone(json!({"corpid": TEA})).await;
    assert_eq!(state["corp"]["name"], "青梅茶庄");
    assert_eq!(state["members"][0]["name"], "章珊");
    let chats = bench.get("/sim/v1/chats").await;
    let ids: Vec<&Value> = chats["chats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(ids, [ZHAO, "wrTeaTasting000000000000000001"]);
    // The same userid, but nobody has logged in here.
    assert_eq!(
        bench.said("shareToExternalContact", text("好")).await,
        "fail no permission"
    );
    let path = format!("/sim/v1/chats/{WANG}/messages/m1/open");
    assert_eq!(
        bench.post(&path, json!({})).await["error"]["code"],
        "unknown_chat"
    );
}

#[tokio::test]
async fn the_others_picture_link_is_none_of_this_companys() {
    let bench = two().await;
    let token = bench.token_of(TEA, TEA_SECRET).await;
    let file = reqwest::multipart::Part::bytes(JPG.to_vec()).file_name("a.jpg");
    let request = bench
        .request(
            reqwest::Method::POST,
            &format!("/cgi-bin/media/uploadimg?access_token={token}"),
        )
        .multipart(reqwest::multipart::Form::new().part("media", file));
    let url = crate::bench::json_of(request.send().await.unwrap()).await["url"].clone();
    bench.log_in().await;
    let params = json!({"attachments": [{"msgtype": "image", "image": {"imgUrl": url}}]});
    bench.share("shareToExternalContact", params, &[WANG]).await;
    assert!(bench.messages(WANG).await[0]["note"].is_object());
}
