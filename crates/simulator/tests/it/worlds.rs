//! World files: read, or refused with file, line, column and what is wrong.

use std::collections::BTreeSet;

use serde_json::json;
use wecom_share_simulator::world::{Generate, World, WorldError};

use crate::bench::Bench;

const SMALL: &str = r#"[[company]]
corpid = "ww1"
name = "店"

[[company.app]]
agentid = 1
name = "小店"
secret = "s"
appid = "wx1"

[[company.member]]
userid = "a"
name = "甲"

[[company.customer]]
id = "wm1"
name = "乙"
followers = ["a"]

[[company.group]]
id = "wr1"
name = "群"
owner = "a"
members = ["a", "wm1"]
"#;

fn broken(from: &str, to: &str) -> WorldError {
    assert!(SMALL.contains(from));
    World::parse(&SMALL.replacen(from, to, 1), "my.toml").unwrap_err()
}

#[test]
fn the_worlds_of_the_repository_are_right() {
    let demo = World::demo();
    let keys: Vec<_> = demo.apps().collect();
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0].agentid, 1_000_002);
    assert!(demo.clock.is_none());
    let two = World::load("../../worlds/two-companies.toml").unwrap();
    assert_eq!(two.companies.len(), 2);
    assert_eq!(two.apps().count(), 2);
    World::parse(SMALL, "small").unwrap();
}

#[test]
fn a_relation_to_nobody_is_named_with_its_place() {
    let error = broken(r#"followers = ["a"]"#, r#"followers = ["a", "b"]"#);
    assert_eq!(error.code, "unknown_member");
    assert_eq!(error.place(), "my.toml:18:19");
    assert_eq!(
        error.to_string(),
        "my.toml:18:19\n  这个公司没有成员 b\n  this company has no member b"
    );
    assert_eq!(
        broken(r#"owner = "a""#, r#"owner = "b""#).position,
        Some((23, 9))
    );
    let error = broken(r#"["a", "wm1"]"#, r#"["a", "wm2"]"#);
    assert_eq!(
        (error.code, error.position),
        ("unknown_group_member", Some((24, 17)))
    );
}

#[test]
fn an_unknown_key_is_named_with_what_there_is() {
    let error = broken("name = \"甲\"", "nmae = \"甲\"");
    assert_eq!((error.code, error.position), ("unknown_key", Some((13, 1))));
    assert!(
        error.what.zh.contains("没有这个键：`nmae`"),
        "{}",
        error.what.zh
    );
    assert!(error.what.en.contains("userid"), "{}", error.what.en);
}

#[test]
fn an_id_is_used_once() {
    for (from, to, place) in [
        ("id = \"wr1\"", "id = \"wm1\"", (21, 6)),
        ("corpid = \"ww1\"", "corpid = \"\"", (2, 10)),
    ] {
        let error = broken(from, to);
        assert_eq!(error.position, Some(place), "{to}");
    }
    let member = "userid = \"a\"\nname = \"甲\"\n";
    let error = broken(member, &format!("{member}\n[[company.member]]\n{member}"));
    assert_eq!(
        (error.code, error.position),
        ("duplicate_id", Some((16, 10)))
    );
}

#[test]
fn a_bad_clock_is_named() {
    for clock in ["\"noon\"", "2026-11-24", "2026-11-24T09:30:00", "12"] {
        let text = format!("clock = {clock}\n{SMALL}");
        let error = World::parse(&text, "my.toml").unwrap_err();
        assert_eq!(
            (error.code, error.position),
            ("bad_clock", Some((1, 9))),
            "{clock}"
        );
    }
    let text = format!("clock = \"2026-11-24T09:30:00+08:00\"\n{SMALL}");
    assert!(World::parse(&text, "my.toml").unwrap().clock.is_some());
}

#[test]
fn what_is_no_toml_or_of_the_wrong_type_is_named() {
    let error = broken("name = \"店\"", "name = ");
    assert_eq!(error.code, "world_malformed");
    assert_eq!(error.position.unwrap().0, 3);
    let error = broken("agentid = 1", "agentid = \"1\"");
    assert_eq!(error.position, Some((6, 11)));
    assert!(error.what.zh.contains("类型不对"), "{}", error.what.zh);
    let error = broken(
        "[[company.app]]",
        "[unknown]\nex_suffix = \"maybe\"\n[[company.app]]",
    );
    assert!(error.what.zh.contains("没有这个值"), "{}", error.what.zh);
    assert!(World::parse("", "my.toml").is_err());
    let error = World::load("/nowhere.toml").unwrap_err();
    assert_eq!((error.code, error.position), ("world_unreadable", None));
}

#[test]
fn the_phones_company_needs_a_member_and_a_mini_program() {
    let phone = |settings: &str| World::parse(&format!("[phone]\n{settings}\n{SMALL}"), "my.toml");
    assert_eq!(phone("member = \"b\"").unwrap_err().code, "unknown_member");
    assert_eq!(
        phone("corpid = \"ww2\"").unwrap_err().code,
        "unknown_company"
    );
    assert_eq!(phone("version = \"new\"").unwrap_err().code, "bad_version");
    assert_eq!(broken("appid = \"wx1\"\n", "").code, "no_mini_program");
    assert_eq!(
        broken("userid = \"a\"", "userid = \"a b\"").code,
        "bad_userid"
    );
}

#[test]
fn what_a_provider_or_a_tag_names_must_be_there() {
    const TEXT: &str = include_str!("../../../../worlds/everything.toml");
    let broken = |from: &str, to: &str| {
        assert!(TEXT.contains(from), "{from}");
        let text = TEXT.replacen(from, to, 1);
        World::parse(&text, "my.toml").unwrap_err()
    };
    World::parse(TEXT, "my.toml").unwrap();
    for (from, to, code) in [
        (
            r#"suite = "dkTemplate0000001""#,
            r#"suite = "dk0""#,
            "unknown_suite",
        ),
        (
            r#"trusted_ips = ["10.0.0.1"]"#,
            r#"trusted_ips = ["10.0.0"]"#,
            "bad_ip",
        ),
        (
            "customer_contact = false",
            r#"rights = ["customer_info"]"#,
            "rights_without_suite",
        ),
        (
            r#"rights = ["customer_info"]"#,
            r#"rights = ["everything"]"#,
            "world_malformed",
        ),
        (
            "[company.customer.follow.wangwu]",
            "[company.customer.follow.lisi]",
            "no_follower",
        ),
        (
            r#"customer = "wmEvery0Zhou"#,
            r#"customer = "wm"#,
            "unknown_customer",
        ),
        (
            r#"tag = [{ id = "stEvery0East", name = "东区" }]"#,
            "tag = []",
            "empty_tag_group",
        ),
        (
            r#"id = "etEvery0New""#,
            r#"id = "etEvery0Vip""#,
            "duplicate_id",
        ),
        (
            r#"id = "wwSuite0000000002""#,
            r#"id = "wwSuite0000000001""#,
            "duplicate_id",
        ),
        (
            r#"secret = "suite-secret-not-for-production""#,
            r#"secret = """#,
            "empty_id",
        ),
    ] {
        let error = broken(from, to);
        assert_eq!(error.code, code, "{to}: {error}");
        assert!(error.position.is_some(), "{to}: {error}");
    }
}

#[test]
fn a_generated_company_is_the_same_for_the_same_seed_and_every_relation_holds() {
    let text = "members=40, customers=3000, groups=200, seed=3";
    let (one, two) = (
        Generate::parse(text).unwrap().world(),
        Generate::parse(text).unwrap().world(),
    );
    let (one, two) = (&one.companies[0], &two.companies[0]);
    assert_eq!(
        (one.members.len(), one.customers.len(), one.groups.len()),
        (40, 3000, 200)
    );
    assert!(
        one.customers
            .iter()
            .zip(two.customers.iter())
            .all(|(a, b)| a.id == b.id && a.name == b.name)
    );
    let ids: BTreeSet<&str> = one.customers.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids.len(), 3000);
    let mut found = 0;
    for member in one.members.iter() {
        for customer in one.customers_of(&member.userid) {
            assert!(customer.is_followed_by(&member.userid));
            found += 1;
        }
    }
    let follows: usize = one.customers.iter().map(|it| it.followers.len()).sum();
    assert_eq!(found, follows);
    for group in one.groups.iter() {
        assert!(one.groups_of(&group.owner).any(|it| it.id == group.id));
        for id in &group.members {
            assert!(one.member(id).is_some() || one.customer(id).is_some());
        }
    }
    let other = Generate::parse("members=40,customers=3000,groups=200,seed=4")
        .unwrap()
        .world();
    assert_ne!(other.companies[0].customers[0].id, one.customers[0].id);
}

#[tokio::test]
async fn a_generated_company_is_paged_through_to_its_end() {
    let world = World::parse(
        "[generate]\nmembers = 3\ncustomers = 700\ngroups = 30\n",
        "my.toml",
    )
    .unwrap();
    let expected: usize = world.companies[0].customers_of("m00001").count();
    let app = world.apps().next().unwrap();
    let bench = Bench::start(world).await;
    let token = bench.token_of(&app.corpid, &app.secret).await;
    let path = format!("/cgi-bin/externalcontact/batch/get_by_user?access_token={token}");
    let (mut cursor, mut ids) = (String::new(), BTreeSet::new());
    loop {
        let body = json!({"userid_list": ["m00001"], "limit": 100, "cursor": cursor});
        let page = bench.post(&path, body).await;
        for it in page["external_contact_list"].as_array().unwrap() {
            ids.insert(
                it["external_contact"]["external_userid"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        cursor = page["next_cursor"].as_str().unwrap().to_owned();
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(ids.len(), expected);
    let state = bench.get("/sim/v1/state").await;
    assert!(
        state["customers"].as_array().unwrap().len() <= 300,
        "the page draws so many"
    );
}

#[test]
fn sizes_that_cannot_be_are_named() {
    for text in [
        "",
        "members",
        "members=many",
        "members=0",
        "people=3",
        "members=1,customers=99000000",
        "members=-1",
    ] {
        let what = Generate::parse(text).unwrap_err();
        assert!(!what.zh.is_empty() && !what.en.is_empty(), "{text}");
    }
    let error = World::parse("[generate]\nmembers = 0\n", "my.toml").unwrap_err();
    assert_eq!((error.code, error.position.unwrap().0), ("bad_generate", 1));
    let error = World::parse("[phone]\n", "my.toml").unwrap_err();
    assert_eq!(error.code, "no_company");
}

#[test]
fn a_callback_that_cannot_work_is_named_with_its_place() {
    let key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    for (url, token, key, code, column) in [
        ("ftp://a", "t", key, "bad_callback_url", 20),
        ("http://a", "a-b", key, "bad_callback_token", 40),
        ("http://a", "t", &key[1..], "bad_aes_key", 55),
    ] {
        let line = format!(
            "appid = \"wx1\"\ncallback = {{ url = \"{url}\", token = \"{token}\", aes_key = \"{key}\" }}"
        );
        let error = broken("appid = \"wx1\"", &line);
        assert_eq!(error.code, code);
        let (line, at) = error.position.unwrap();
        assert_eq!(line, 10);
        assert!(at.abs_diff(column) <= 3, "{at} {code}");
    }
    let error = broken(
        "[[company.app]]",
        "[limits]\ncorp = { minute = -1, hour = 1 }\n[[company.app]]",
    );
    assert_eq!(error.position.unwrap().0, 6);
}
