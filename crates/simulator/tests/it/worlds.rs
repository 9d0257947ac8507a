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

#[test]
fn every_kind_of_mistake_names_line_column_and_cause() {
    let everything = include_str!("../../../../worlds/everything.toml");
    for (from, to, code, en) in [
        (
            "agentid = 1000002",
            "agentid = \"1000002\"",
            "world_malformed",
            "expected a whole number",
        ),
        (
            "visible = [\"zhangsan\", \"lisi\", \"wangwu\"]",
            "visible = \"zhangsan\"",
            "world_malformed",
            "expected a list […]",
        ),
        (
            "enabled = false",
            "enabled = \"no\"",
            "world_malformed",
            "expected true or false",
        ),
        (
            "quota = { mode = \"one_per_day\", count = \"per_sender\" }",
            "quota = \"one_per_day\"",
            "world_malformed",
            "expected a table { … }",
        ),
        (
            "wrong_secrets = 2000",
            "wrong_secrets = -1",
            "world_malformed",
            "from 0 to 4294967295",
        ),
        (
            "mode = \"one_per_day\"",
            "mode = \"once\"",
            "world_malformed",
            "expected one of `one_per_day`",
        ),
        ("[phone]", "[[phone]]", "world_malformed", "write [phone]"),
        (
            "[[company.member]]\nuserid = \"lisi\"",
            "[company.member]\nuserid = \"lisi\"",
            "world_malformed",
            "each is written [[…]]",
        ),
        (
            "clock = 2026-11-24",
            "clock = 2026-11-31",
            "world_malformed",
            "day between 01 and 30",
        ),
        (
            "tags = [\"etEvery0Vip\"]",
            "tags = [\"etNone\"]",
            "unknown_tag",
            "this company has no tag etNone",
        ),
        (
            "gender = 2",
            "gender = 7",
            "bad_number",
            "gender is 7; it must be 0 to 2",
        ),
        ("add_way = 1", "add_way = 77", "bad_number", "add_way is 77"),
        (
            "admins = [\"zhangsan\"]",
            "admins = [\"nobody\"]",
            "unknown_member",
            "no member nobody",
        ),
        (
            "profile = { status = 1 }",
            "profile = { status = 9 }",
            "bad_number",
            "status is 9; it must be 0 to 3",
        ),
        (
            "userid = \"qianqi\"",
            "userid = \"钱七\"",
            "bad_userid",
            "1 to 64 letters",
        ),
        (
            "[company.customer.follow.wangwu]",
            "[company.customer.follow.zhaoliu]",
            "no_follower",
            "zhaoliu is not among the followers",
        ),
        (
            "customer = \"wmEvery0Zhou00000000000000000005\"",
            "customer = \"wmNone\"",
            "unknown_customer",
            "no customer wmNone",
        ),
    ] {
        assert!(everything.contains(from), "{from}");
        let text = everything.replacen(from, to, 1);
        let error = World::parse(&text, "my.toml").unwrap_err();
        assert_eq!(error.code, code, "{to}: {error}");
        assert!(error.what.en.contains(en), "{to}: {error}");
        assert_ne!(error.what.zh, error.what.en, "{to}");
        let (line, column) = error.position.unwrap();
        // Of what a follower noted, the table it is in.
        let table = ["add_way", "tags = "].iter().any(|it| from.starts_with(it));
        let changed = everything[..everything.find(from).unwrap()]
            .matches('\n')
            .count()
            + 1;
        let near = if table {
            changed.abs_diff(line) < 12
        } else {
            changed == line
        };
        assert!(near, "{to}: {line} instead of {changed}");
        assert!(column >= 1);
    }
}
