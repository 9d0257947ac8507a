//! server-api.md §4; client-api.md §8.1 S2.

use serde_json::json;

use crate::bench::{Bench, CHEN, NOTEBOOK, WANG};

#[tokio::test]
async fn only_members_with_customer_contact_in_range_are_follow_users() {
    let bench = Bench::demo().await;
    let answer = bench.ask("externalcontact/get_follow_user_list", "").await;
    assert_eq!(answer["follow_user"], json!(["zhangsan"]));
    let bench =
        Bench::demo_with(r#"visible = ["zhangsan", "lisi"]"#, r#"visible = ["lisi"]"#).await;
    let answer = bench.ask("externalcontact/get_follow_user_list", "").await;
    assert_eq!(answer["follow_user"], json!([]));
}

#[tokio::test]
async fn an_app_that_may_not_call_customer_contact_gets_48002_everywhere() {
    let bench = Bench::demo_with("customer_contact = true  ", "customer_contact = false  ").await;
    for path in [
        "get_follow_user_list",
        "list",
        "batch/get_by_user",
        "groupchat/list",
        "groupchat/get",
        "get_groupmsg_list_v2",
        "get_groupmsg_task",
        "get_groupmsg_send_result",
    ] {
        let answer = bench
            .tell(&format!("externalcontact/{path}"), json!({}))
            .await;
        assert_eq!(answer["errcode"], 48002, "{path}");
    }
}

#[tokio::test]
async fn a_members_customers_are_listed() {
    let bench = Bench::demo().await;
    let list = "externalcontact/list";
    let answer = bench.ask(list, "&userid=zhangsan").await;
    assert_eq!(answer["external_userid"].as_array().unwrap().len(), 3);
    for (rest, code) in [
        ("", 41009),
        ("&userid=nobody", 60111),
        ("&userid=lisi", 84074),
    ] {
        assert_eq!(bench.ask(list, rest).await["errcode"], code, "{rest}");
    }
    let bench =
        Bench::demo_with(r#"visible = ["zhangsan", "lisi"]"#, r#"visible = ["lisi"]"#).await;
    assert_eq!(bench.ask(list, "&userid=zhangsan").await["errcode"], 60011);
}

#[tokio::test]
async fn a_member_without_customers_is_answered_as_the_world_says() {
    let nobody = r#"followers = ["zhangsan"]"#;
    let text = include_str!("../../../../worlds/demo.toml")
        .replace(nobody, "followers = []")
        .replace(r#"["zhangsan", "lisi"]"#, r#"["lisi", "zhangsan"]"#)
        .replace(r#"followers = ["lisi", "zhangsan"]"#, "followers = []");
    for (setting, code) in [("empty", 0), ("84061", 84061)] {
        let text = text.replace(r#""empty""#, &format!("{setting:?}"));
        let world = wecom_share_simulator::world::World::parse(&text, "test").unwrap();
        let bench = Bench::start(world).await;
        let answer = bench.ask("externalcontact/list", "&userid=zhangsan").await;
        assert_eq!(answer["errcode"], code, "{setting}");
    }
}

#[tokio::test]
async fn customers_details_come_in_pages() {
    let bench = Bench::demo().await;
    let path = "externalcontact/batch/get_by_user";
    let first = bench
        .tell(path, json!({"userid_list": ["zhangsan"], "limit": 2}))
        .await;
    let list = first["external_contact_list"].as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["external_contact"]["name"], "王小姐");
    assert_eq!(list[0]["follow_info"]["userid"], "zhangsan");
    let rest = bench
        .tell(
            path,
            json!({"userid_list": ["zhangsan"], "limit": 2, "cursor": first["next_cursor"]}),
        )
        .await;
    assert_eq!(rest["external_contact_list"].as_array().unwrap().len(), 1);
    assert_eq!(rest["next_cursor"], "");
}

#[tokio::test]
async fn the_older_field_userid_is_taken_too() {
    let bench = Bench::demo().await;
    let path = "externalcontact/batch/get_by_user";
    let answer = bench.tell(path, json!({"userid": "zhangsan"})).await;
    assert_eq!(answer["external_contact_list"].as_array().unwrap().len(), 3);
    for (body, code) in [
        (json!({}), 40058),
        (json!({"userid_list": []}), 40058),
        (json!({"userid_list": ["nobody"]}), 60111),
        (
            json!({"userid_list": ["zhangsan"], "cursor": "made up"}),
            40058,
        ),
        (json!({"userid_list": "zhangsan"}), 40058),
    ] {
        assert_eq!(
            bench.tell(path, body.clone()).await["errcode"],
            code,
            "{body}"
        );
    }
}

#[tokio::test]
async fn groups_are_listed_with_a_limit_that_must_be_given() {
    let bench = Bench::demo().await;
    let path = "externalcontact/groupchat/list";
    let answer = bench.tell(path, json!({"limit": 1})).await;
    assert_eq!(
        answer["group_chat_list"],
        json!([{"chat_id": NOTEBOOK, "status": 0}])
    );
    let rest = bench
        .tell(path, json!({"limit": 1, "cursor": answer["next_cursor"]}))
        .await;
    assert_eq!(rest["next_cursor"], "");
    for (body, code) in [
        (json!({}), 40058),
        (json!({"limit": 0}), 40058),
        (json!({"limit": 1001}), 40058),
        (json!({"limit": 10, "status_filter": 4}), 40058),
        (
            json!({"limit": 10, "owner_filter": {"userid_list": ["nobody"]}}),
            60111,
        ),
    ] {
        assert_eq!(
            bench.tell(path, body.clone()).await["errcode"],
            code,
            "{body}"
        );
    }
    let none = bench
        .tell(
            path,
            json!({"limit": 10, "owner_filter": {"userid_list": ["lisi"]}}),
        )
        .await;
    assert_eq!(none["group_chat_list"], json!([]));
}

#[tokio::test]
async fn a_groups_members_are_named_when_asked() {
    let bench = Bench::demo().await;
    let path = "externalcontact/groupchat/get";
    let answer = bench
        .tell(path, json!({"chat_id": NOTEBOOK, "need_name": 1}))
        .await;
    let group = &answer["group_chat"];
    assert_eq!(group["owner"], "zhangsan");
    let members = group["member_list"].as_array().unwrap();
    assert_eq!(members[0]["type"], 1);
    assert_eq!(members[1]["userid"], WANG);
    assert_eq!(members[1]["type"], 2);
    assert_eq!(members[1]["name"], "王小姐");
    assert_eq!(members[2]["userid"], CHEN);
    assert_eq!(group["member_version"].as_str().unwrap().len(), 32);
    let unnamed = bench.tell(path, json!({"chat_id": NOTEBOOK})).await;
    assert!(unnamed["group_chat"]["member_list"][1]["name"].is_null());
    assert_eq!(bench.tell(path, json!({})).await["errcode"], 40058);
    assert_eq!(
        bench.tell(path, json!({"chat_id": "wr0"})).await["errcode"],
        90501
    );
}

#[tokio::test]
async fn an_app_may_be_asked_about_its_own_range_only() {
    let world =
        wecom_share_simulator::world::World::load("../../worlds/two-companies.toml").unwrap();
    let bench = Bench::start(world).await;
    let answer = bench.ask("agent/get", "&agentid=1000002").await;
    assert_eq!(
        answer["allow_userinfos"]["user"],
        json!([{"userid": "zhangsan"}, {"userid": "lisi"}])
    );
    assert_eq!(answer["close"], 0);
    assert_eq!(bench.ask("agent/get", "").await["errcode"], 40056);
    assert_eq!(bench.ask("agent/get", "&agentid=7").await["errcode"], 40056);
    assert_eq!(
        bench.ask("agent/get", "&agentid=1000009").await["errcode"],
        301002
    );
}
