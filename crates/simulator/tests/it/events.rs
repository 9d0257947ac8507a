//! Each event WeCom has, caused by what people do, as self-built, provider-developed and third-party apps are told it
//! (server-api.md §9.6, §10.1).

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wecom_api::callback::{ContactChange, SuiteCommand, TagChange, What};
use wecom_share_simulator::world::World;

use crate::bench::Bench;
use crate::conformance::{CHEN, CORP, OWN, WANG, WORLD};
use crate::control::control;
use crate::hook::Hook;

const SUITE: &str = "wwSuite0000000001";

/// The world that has everything, with three apps that listen.
struct Three {
    bench: Bench,
    own: Hook,
    developed: Hook,
    third: Hook,
}

impl Three {
    async fn new() -> Self {
        let own = Hook::of(CORP);
        // Known once the world is there.
        let developed = Hook::of("");
        let third = Hook::of(SUITE);
        let mut text = WORLD.to_owned();
        for (after, hook) in [
            (format!("secret = \"{OWN}\""), &own),
            (
                "secret = \"permanent-code-of-the-template\"".to_owned(),
                &developed,
            ),
            (
                "secret = \"suite-secret-not-for-production\"".to_owned(),
                &third,
            ),
        ] {
            assert!(text.contains(&after), "{after}");
            let callback = hook.callback("xml").await;
            text = text.replacen(&after, &format!("{after}\n{callback}"), 1);
        }
        let bench = Bench::start(World::parse(&text, "everything").unwrap()).await;
        let three = Self {
            bench,
            own,
            developed,
            third,
        };
        *three.developed.receive_id.lock().unwrap() = three.open_corpid().await;
        // The first ticket.
        three.flush().await;
        three
    }

    async fn open_corpid(&self) -> String {
        let body = json!({"corpid": "wwProvider0000001", "provider_secret": "provider-secret-not-for-production"});
        let answer = self
            .bench
            .post("/cgi-bin/service/get_provider_token", body)
            .await;
        let token = answer["provider_access_token"].as_str().unwrap();
        let path = format!("/cgi-bin/service/corpid_to_opencorpid?provider_access_token={token}");
        let answer = self.bench.post(&path, json!({"corpid": CORP})).await;
        answer["open_corpid"].as_str().unwrap().to_owned()
    }

    async fn act(&self, method: Method, rest: &str, body: Value) -> Value {
        let path = format!("/companies/{CORP}{rest}");
        let (status, answer) = control(&self.bench, method, &path, body).await;
        assert!(status.is_success(), "{path}: {answer}");
        answer
    }

    async fn flush(&self) {
        let (_, flushed) = control(&self.bench, Method::POST, "/callbacks/flush", json!({})).await;
        for it in flushed["callbacks"].as_array().unwrap() {
            assert_eq!(it["state"], "delivered", "{it}");
        }
    }

    /// What each was told since the last time.
    async fn told(&self) -> [Vec<What>; 3] {
        self.flush().await;
        [&self.own, &self.developed, &self.third].map(|hook| {
            let told = std::mem::take(&mut *hook.told.lock().unwrap());
            told.into_iter()
                .filter(|it| !matches!(it.what, What::Suite(SuiteCommand::Ticket { .. })))
                .map(|it| it.what)
                .collect()
        })
    }
}

#[tokio::test]
async fn tags_changed_in_the_console_are_told_and_tags_changed_by_the_api_are_not() {
    let world = Three::new().await;
    let new = json!({"group": "爱好", "tags": ["茶", "花"]});
    let made = world.act(Method::POST, "/tags", new).await;
    let (group, tea, flower) = (
        made["id"].as_str().unwrap(),
        made["tags"][0]["id"].as_str().unwrap(),
        made["tags"][1]["id"].as_str().unwrap(),
    );
    let tag = |id: &str| format!("/tags/{id}");
    world
        .act(Method::PATCH, &tag(tea), json!({"name": "绿茶"}))
        .await;
    let order = json!({"group": group, "ids": [flower, tea]});
    world.act(Method::PUT, "/tag_order", order).await;
    let order = json!({"ids": [group, "etEvery0Level"]});
    world.act(Method::PUT, "/tag_order", order).await;
    world.act(Method::DELETE, &tag(tea), json!({})).await;
    world.act(Method::DELETE, &tag(group), json!({})).await;
    let [own, developed, third] = world.told().await;
    let seen: Vec<(&str, &str, Option<&str>)> = own
        .iter()
        .map(|it| match it {
            What::Tag(change) => {
                let (kind, of) = match change {
                    TagChange::Created(of) => ("create", of),
                    TagChange::Updated(of) => ("update", of),
                    TagChange::Deleted(of) => ("delete", of),
                    TagChange::Shuffled(of) => ("shuffle", of),
                    other => panic!("{other:?}"),
                };
                (kind, of.id.as_str(), of.tag_type.as_deref())
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("create", group, Some("tag_group")),
            ("create", tea, Some("tag")),
            ("create", flower, Some("tag")),
            ("update", tea, Some("tag")),
            ("shuffle", group, None),
            ("shuffle", "", None),
            ("delete", tea, Some("tag")),
            ("delete", group, Some("tag_group")),
        ]
    );
    assert_eq!(developed, own, "tags have the same id for everyone");
    assert_eq!(third, own);

    let new = json!({"group": "片区", "strategy": 1, "tags": ["西区"]});
    world.act(Method::POST, "/tags", new).await;
    let [own, ..] = world.told().await;
    let What::Tag(TagChange::Created(of)) = &own[0] else {
        panic!("{own:?}");
    };
    assert_eq!(own.len(), 1, "the group was there");
    assert_eq!(of.strategy_id, Some(1));

    let token = world.bench.token_of(CORP, OWN).await;
    let path = format!("/cgi-bin/externalcontact/add_corp_tag?access_token={token}");
    let body = json!({"group_name": "爱好", "tag": [{"name": "酒"}]});
    assert_eq!(world.bench.post(&path, body).await["errcode"], 0);
    assert!(world.told().await.iter().all(Vec::is_empty));
}

#[tokio::test]
async fn an_edit_is_told_to_each_with_the_ids_it_knows_and_of_mobiles_alone_not_to_third_parties() {
    let world = Three::new().await;
    let notes = format!("/customers/{WANG}/followers/zhangsan/notes");
    for (change, heard) in [
        (json!({"remark": "王姐姐"}), [1, 1, 1]),
        (json!({"remark": "王姐姐"}), [0, 0, 0]),
        (json!({"mobiles": ["13900000000"]}), [1, 1, 0]),
        (json!({"tags": ["etEvery0New"]}), [1, 1, 1]),
        (json!({"description": "爱喝茶"}), [0, 0, 0]),
        (json!({"mobiles": [], "tags": ["etEvery0Vip"]}), [1, 1, 1]),
    ] {
        world.act(Method::PATCH, &notes, change.clone()).await;
        let told = world.told().await;
        assert_eq!(told.each_ref().map(Vec::len), heard, "{change}");
        for what in told.iter().flatten() {
            assert!(matches!(what, What::Contact(ContactChange::Edited(_))));
        }
        if let [Some(What::Contact(own)), _, Some(What::Contact(third))] =
            told.each_ref().map(|it| it.first())
        {
            let (own, third) = (own.of(), third.of());
            assert_eq!(
                (own.userid.as_str(), own.external_userid.as_str()),
                ("zhangsan", WANG)
            );
            assert_ne!(third.userid, own.userid);
            assert_ne!(third.external_userid, own.external_userid);
        }
    }
    // What the app reads afterwards is what was noted.
    let token = world.bench.token_of(CORP, OWN).await;
    let path = format!("/cgi-bin/externalcontact/get?access_token={token}&external_userid={WANG}");
    let follow = &world.bench.get(&path).await["follow_user"][0];
    assert_eq!(
        (
            &follow["remark"],
            &follow["remark_mobiles"],
            &follow["tags"][0]["tag_id"]
        ),
        (&json!("王姐姐"), &json!([]), &json!("etEvery0Vip"))
    );
}

#[tokio::test]
async fn providers_hear_of_licensed_members_in_range_while_they_are_installed() {
    let world = Three::new().await;
    let follower =
        |customer: &str, userid: &str| format!("/customers/{customer}/followers/{userid}");
    world
        .act(Method::DELETE, &follower(CHEN, "zhangsan"), json!({}))
        .await;
    let [own, developed, third] = world.told().await;
    assert_eq!([own.len(), developed.len(), third.len()], [1, 1, 1]);
    assert_eq!(developed, third, "one provider, one set of ids");
    assert_ne!(developed, own);
    // wangwu: only the own app sees him. zhaoliu: has no license, and the own app does not see her.
    world
        .act(Method::DELETE, &follower(WANG, "wangwu"), json!({}))
        .await;
    world
        .act(
            Method::DELETE,
            &follower("wmEvery0Sun000000000000000000004", "zhaoliu"),
            json!({}),
        )
        .await;
    let heard = world.told().await.map(|it| it.len());
    assert_eq!(heard, [1, 0, 0]);
    // In groups, every id is turned.
    let change = json!({"add": [CHEN, "lisi"]});
    world
        .act(
            Method::PATCH,
            "/groups/wrEvery0Notebook000000000000001",
            change,
        )
        .await;
    let [own, _, third] = world.told().await;
    let members = |told: &[What]| match &told[0] {
        What::Chat(wecom_api::callback::ChatChange::Updated(it)) => it.members.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(members(&own), [CHEN, "lisi"]);
    assert!(members(&third)[0].starts_with("wm") && members(&third)[0] != CHEN);
    assert!(members(&third)[1].starts_with("wo"));
}

#[tokio::test]
async fn what_a_company_does_with_an_authorisation_is_told_to_the_suite_alone() {
    let world = Three::new().await;
    let app = "/apps/1000011";
    let change = json!({"rights": ["customer_info", "mass_send"], "visible": ["zhangsan", "lisi"]});
    world.act(Method::PATCH, app, change).await;
    world
        .act(Method::PATCH, app, json!({"enabled": true}))
        .await;
    world
        .act(Method::DELETE, &format!("{app}/authorisation"), json!({}))
        .await;
    let [own, developed, _] = {
        world.flush().await;
        let raw: Vec<Value> = world
            .third
            .told
            .lock()
            .unwrap()
            .iter()
            .map(|it| json!(it.raw))
            .collect();
        let infos: Vec<&str> = raw
            .iter()
            .map(|it| it["InfoType"].as_str().unwrap())
            .collect();
        assert_eq!(infos, ["suite_ticket", "change_auth", "cancel_auth"]);
        let corp = world.open_corpid().await;
        for it in &raw[1..] {
            assert_eq!(
                (&it["AuthCorpId"], &it["SuiteId"]),
                (&json!(corp), &json!(SUITE))
            );
        }
        world.told().await
    };
    assert!(own.is_empty() && developed.is_empty());
    let path = format!("/companies/{CORP}{app}/authorisation");
    let (status, answer) = control(&world.bench, Method::DELETE, &path, json!({})).await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (StatusCode::CONFLICT, &json!("nothing_to_change"))
    );
    let path = format!("/companies/{CORP}/apps/1000002/authorisation");
    let (status, answer) = control(&world.bench, Method::DELETE, &path, json!({})).await;
    assert_eq!(
        (status, &answer["error"]["code"]),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            &json!("rights_without_suite")
        )
    );
}

#[tokio::test]
async fn after_an_authorisation_is_cancelled_its_token_is_refused_until_it_is_installed_again() {
    let world = Three::new().await;
    let token = world
        .bench
        .token_of(CORP, "permanent-code-of-the-template")
        .await;
    let path = format!("/cgi-bin/externalcontact/get_follow_user_list?access_token={token}");
    assert_eq!(world.bench.get(&path).await["errcode"], 0);
    world
        .act(Method::DELETE, "/apps/1000010/authorisation", json!({}))
        .await;
    assert_eq!(world.bench.get(&path).await["errcode"], 48004);
    let gettoken =
        format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret=permanent-code-of-the-template");
    assert_eq!(world.bench.get(&gettoken).await["errcode"], 40001);
}

#[tokio::test]
async fn how_a_transfer_ends_is_told_whether_the_customer_refuses_or_its_day_comes() {
    let world = Three::new().await;
    let token = world.bench.token_of(CORP, OWN).await;
    let path = format!("/cgi-bin/externalcontact/transfer_customer?access_token={token}");
    let give = json!({"handover_userid": "zhangsan", "takeover_userid": "wangwu", "external_userid": [CHEN],
        "transfer_success_msg": "以后由王五为您服务"});
    let answer = world.bench.post(&path, give.clone()).await;
    assert_eq!(answer["customer"][0]["errcode"], 0, "{answer}");
    assert!(
        world.told().await.iter().all(Vec::is_empty),
        "the call itself is not told"
    );
    let end = json!({"end": "customer_refused"});
    world.act(Method::POST, "/transfers/1", end.clone()).await;
    let [own, ..] = world.told().await;
    let [What::Contact(ContactChange::TransferFailed(it))] = &own[..] else {
        panic!("{own:?}");
    };
    assert_eq!(it.fail_reason.as_deref(), Some("customer_refused"));
    assert_eq!(it.external_userid.as_str(), CHEN);
    let again = format!("/companies/{CORP}/transfers/1");
    let (status, _) = control(&world.bench, Method::POST, &again, end).await;
    assert_eq!(status, StatusCode::CONFLICT);

    world.bench.post(&path, give).await;
    let (status, _) = control(
        &world.bench,
        Method::POST,
        "/clock",
        json!({"advance": "P1D"}),
    )
    .await;
    assert!(status.is_success());
    let [own, developed, third] = world.told().await;
    let [What::Contact(ContactChange::Deleted(it))] = &own[..] else {
        panic!("{own:?}");
    };
    assert_eq!(
        (it.userid.as_str(), it.source.as_deref()),
        ("zhangsan", Some("DELETE_BY_TRANSFER"))
    );
    assert_eq!((developed.len(), third.len()), (1, 1));
    let chats = world.bench.get("/sim/v1/chats").await;
    assert!(
        chats.to_string().contains("以后由王五为您服务"),
        "the customer is told: {chats}"
    );
}
