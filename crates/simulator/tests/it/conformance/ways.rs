//! server-api.md §4.11: contact ways, ways to join groups, transfers.

use reqwest::Method;
use serde_json::{Value, json};

use super::run::{CHEN, CORP, LIU, NOTEBOOK, Run, id};
use crate::control::control;

pub async fn run(run: &mut Run) {
    contact(run).await;
    join(run).await;
    customers(run).await;
    groups(run).await;
}

async fn act(run: &Run, method: Method, rest: &str, body: Value) -> Value {
    let path = format!("/companies/{CORP}{rest}");
    let (status, answer) = control(&run.bench, method, &path, body).await;
    assert!(status.is_success(), "{path}: {answer}");
    answer
}

async fn contact(run: &mut Run) {
    const ADD: &str = "externalcontact/add_contact_way";
    let whole = json!({
        "type": 1, "scene": 2, "style": 2, "remark": "门口", "skip_verify": false, "state": "门店 3",
        "user": ["zhangsan"], "party": [2], "is_temp": true, "expires_in": 86400, "chat_expires_in": 86400,
        "unionid": "oEveryUnionWang000000000001", "is_exclusive": true,
    });
    let added = run.post(0, ADD, whole).await;
    let way = id(&added, "config_id");
    let several = json!({"type": 2, "scene": 1, "user": ["zhangsan", "wangwu"]});
    let other = run.post(0, ADD, several).await;
    assert!(other["qr_code"].is_null(), "only of scene 2");
    for (code, body) in [
        (40058, json!({"type": 3, "scene": 1, "user": ["zhangsan"]})),
        (
            40058,
            json!({"type": 1, "scene": 1, "user": ["zhangsan", "wangwu"]}),
        ),
        (40058, json!({"type": 1, "scene": 1})),
        (
            40058,
            json!({"type": 1, "scene": 1, "user": ["zhangsan"], "state": "字".repeat(31)}),
        ),
        (
            40058,
            json!({"type": 1, "scene": 1, "user": ["zhangsan"], "remark": "字".repeat(31)}),
        ),
        (
            40058,
            json!({"type": 2, "scene": 1, "user": vec!["zhangsan"; 101]}),
        ),
        (60111, json!({"type": 1, "scene": 1, "user": ["nobody"]})),
        (60011, json!({"type": 1, "scene": 1, "user": ["zhaoliu"]})),
    ] {
        run.post(code, ADD, body).await;
    }
    const GET: &str = "externalcontact/get_contact_way";
    let told = run.post(0, GET, json!({"config_id": way})).await;
    assert_eq!(told["contact_way"]["qr_code"], added["qr_code"]);
    assert_eq!(told["contact_way"]["state"], "门店 3");
    run.post(40058, GET, json!({"config_id": "0"})).await;
    const UPDATE: &str = "externalcontact/update_contact_way";
    run.post(
        0,
        UPDATE,
        json!({"config_id": way, "state": "门店 4", "type": 2}),
    )
    .await;
    let told = run.post(0, GET, json!({"config_id": way})).await;
    let told = &told["contact_way"];
    assert_eq!(
        (&told["state"], &told["remark"], &told["type"]),
        (&json!("门店 4"), &json!("门口"), &json!(1))
    );
    run.post(40058, UPDATE, json!({"config_id": "0"})).await;

    // Whoever comes by it brings its state along.
    let follower = format!("/customers/{LIU}/followers/wangwu");
    act(run, Method::PUT, &follower, json!({"way": way})).await;
    let liu = format!("&external_userid={LIU}");
    let told = run.get(0, "externalcontact/get", &liu).await;
    let follows = told["follow_user"].as_array().unwrap();
    let new = follows.iter().find(|it| it["userid"] == "wangwu").unwrap();
    assert_eq!(
        (&new["state"], &new["add_way"]),
        (&json!("门店 4"), &json!(1))
    );
    act(run, Method::DELETE, &follower, json!({})).await;

    const LIST: &str = "externalcontact/list_contact_way";
    let first = run.post(0, LIST, json!({"limit": 1})).await;
    assert_eq!(first["contact_way"], json!([{"config_id": way}]));
    let rest = run
        .post(0, LIST, json!({"limit": 1, "cursor": first["next_cursor"]}))
        .await;
    assert_eq!(rest["contact_way"][0]["config_id"], other["config_id"]);
    assert_eq!(rest["next_cursor"], "");
    let earlier = run.post(0, LIST, json!({"end_time": 1_700_000_000})).await;
    assert_eq!(earlier["contact_way"], json!([]));
    run.post(40058, LIST, json!({"cursor": "x"})).await;
    const DEL: &str = "externalcontact/del_contact_way";
    run.post(0, DEL, json!({"config_id": way})).await;
    run.post(40058, DEL, json!({"config_id": way})).await;
}

async fn join(run: &mut Run) {
    const ADD: &str = "externalcontact/groupchat/add_join_way";
    let whole = json!({
        "scene": 2, "remark": "扫码进群", "auto_create_room": 1, "room_base_name": "手账群", "room_base_id": 10,
        "chat_id_list": [NOTEBOOK], "state": "海报", "mark_source": true,
    });
    let way = id(&run.post(0, ADD, whole.clone()).await, "config_id");
    for (code, change) in [
        (40058, json!({"scene": 3})),
        (40058, json!({"chat_id_list": []})),
        (40058, json!({"chat_id_list": vec![NOTEBOOK; 6]})),
        (40058, json!({"state": "字".repeat(31)})),
        (90501, json!({"chat_id_list": ["wr0"]})),
        (
            60011,
            json!({"chat_id_list": ["wrEvery0Plain000000000000000003"]}),
        ),
    ] {
        let mut body = whole.clone();
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        run.post(code, ADD, body.clone()).await;
        body["config_id"] = json!(way);
        run.post(code, "externalcontact/groupchat/update_join_way", body)
            .await;
    }
    const GET: &str = "externalcontact/groupchat/get_join_way";
    let told = run.post(0, GET, json!({"config_id": way})).await;
    assert_eq!(told["join_way"]["room_base_id"], 10);
    run.post(40058, GET, json!({"config_id": "0"})).await;
    // A contact way is none of these.
    let contact = json!({"type": 1, "scene": 1, "user": ["zhangsan"]});
    let contact = run
        .post(0, "externalcontact/add_contact_way", contact)
        .await;
    run.post(40058, GET, json!({"config_id": contact["config_id"]}))
        .await;

    let group = format!("/groups/{NOTEBOOK}");
    act(
        run,
        Method::PATCH,
        &group,
        json!({"add": [CHEN], "join_way": way}),
    )
    .await;
    let told = run
        .post(
            0,
            "externalcontact/groupchat/get",
            json!({"chat_id": NOTEBOOK}),
        )
        .await;
    let members = told["group_chat"]["member_list"].as_array().unwrap();
    let chen = members.iter().find(|it| it["userid"] == CHEN).unwrap();
    assert_eq!(
        (&chen["join_scene"], &chen["state"]),
        (&json!(3), &json!("海报"))
    );
    assert!(chen["invitor"].is_null(), "nobody invited");
    act(run, Method::PATCH, &group, json!({"del": [CHEN]})).await;

    const UPDATE: &str = "externalcontact/groupchat/update_join_way";
    let mut body = whole.clone();
    body["config_id"] = json!(way);
    body["state"] = json!("新海报");
    run.post(0, UPDATE, body).await;
    let told = run.post(0, GET, json!({"config_id": way})).await;
    assert_eq!(told["join_way"]["state"], "新海报");
    const DEL: &str = "externalcontact/groupchat/del_join_way";
    run.post(0, DEL, json!({"config_id": way})).await;
    run.post(40058, DEL, json!({"config_id": way})).await;
}

async fn customers(run: &mut Run) {
    const GIVE: &str = "externalcontact/transfer_customer";
    let give = |ids: &[&str]| {
        json!({"handover_userid": "zhangsan", "takeover_userid": "wangwu", "external_userid": ids,
               "transfer_success_msg": "以后由王五为您服务"})
    };
    let mut world = Run::start().await;
    let answer = world
        .post(
            0,
            GIVE,
            give(&[CHEN, "wm0", "wmEvery0Sun000000000000000000004"]),
        )
        .await;
    let codes: Vec<i64> = answer["customer"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["errcode"].as_i64().unwrap())
        .collect();
    assert_eq!(codes, [0, 40096, 84061]);
    for (code, change) in [
        (40058, json!({"external_userid": []})),
        (40058, json!({"external_userid": vec![CHEN; 101]})),
        (40058, json!({"takeover_userid": "zhangsan"})),
        (41009, json!({"handover_userid": ""})),
        (60111, json!({"takeover_userid": "nobody"})),
        (60011, json!({"takeover_userid": "zhaoliu"})),
        (84074, json!({"takeover_userid": "lisi"})),
    ] {
        let mut body = give(&[CHEN]);
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        world.post(code, GIVE, body).await;
    }
    let of = async |world: &mut Run, userid: &str| {
        let rest = format!("&userid={userid}");
        let answer = world.get(0, "externalcontact/list", &rest).await;
        answer["external_userid"].to_string()
    };
    world.bench.hours(23);
    world.be(super::run::OWN).await;
    assert!(of(&mut world, "zhangsan").await.contains(CHEN));
    world.bench.hours(1);
    assert!(!of(&mut world, "zhangsan").await.contains(CHEN));
    assert!(of(&mut world, "wangwu").await.contains(CHEN));
    let told = world
        .get(
            0,
            "externalcontact/get",
            &format!("&external_userid={CHEN}"),
        )
        .await;
    assert_eq!(told["follow_user"][0]["add_way"], 202);
    // Twice in ninety days, whoever has the customer.
    let back = json!({"handover_userid": "wangwu", "takeover_userid": "zhangsan", "external_userid": [CHEN]});
    let answer = world.post(0, GIVE, back.clone()).await;
    assert_eq!(answer["customer"][0]["errcode"], 0);
    let answer = world.post(0, GIVE, back).await;
    assert_eq!(answer["customer"][0]["errcode"], 45009);
    run.add(world);
}

async fn groups(run: &mut Run) {
    const LEFT: &str = "wrEvery0Left0000000000000000002";
    let give = |id: &str, to: &str| json!({"chat_id_list": [id], "new_owner": to});
    const TRANSFER: &str = "externalcontact/groupchat/transfer";
    const ON_JOB: &str = "externalcontact/groupchat/onjob_transfer";
    let mut world = Run::start().await;
    let failed = async |world: &mut Run, path, id: &str, to: &str| {
        let answer = world.post(0, path, give(id, to)).await;
        answer["failed_chat_list"][0]["errcode"].as_i64()
    };
    assert_eq!(
        failed(&mut world, TRANSFER, NOTEBOOK, "wangwu").await,
        Some(90500)
    );
    assert_eq!(
        failed(&mut world, TRANSFER, "wr0", "wangwu").await,
        Some(90501)
    );
    assert_eq!(failed(&mut world, TRANSFER, LEFT, "zhangsan").await, None);
    let told = world
        .post(0, "externalcontact/groupchat/get", json!({"chat_id": LEFT}))
        .await;
    assert_eq!(told["group_chat"]["owner"], "zhangsan");
    let inherited = json!({"status_filter": 3, "limit": 10});
    let list = world
        .post(0, "externalcontact/groupchat/list", inherited)
        .await;
    assert_eq!(
        list["group_chat_list"],
        json!([{"chat_id": LEFT, "status": 3}])
    );

    let plain = "wrEvery0Plain000000000000000003";
    assert_eq!(
        failed(&mut world, ON_JOB, plain, "wangwu").await,
        Some(60011)
    );
    for to in ["wangwu", "zhangsan"] {
        assert_eq!(failed(&mut world, ON_JOB, NOTEBOOK, to).await, None);
        let told = world
            .post(
                0,
                "externalcontact/groupchat/get",
                json!({"chat_id": NOTEBOOK}),
            )
            .await;
        assert_eq!(told["group_chat"]["owner"], to);
    }
    assert_eq!(
        failed(&mut world, ON_JOB, NOTEBOOK, "wangwu").await,
        Some(45009),
        "twice in ninety days"
    );
    for path in [TRANSFER, ON_JOB] {
        for (code, body) in [
            (40058, json!({"chat_id_list": [], "new_owner": "zhangsan"})),
            (
                40058,
                json!({"chat_id_list": vec![NOTEBOOK; 101], "new_owner": "zhangsan"}),
            ),
            (41009, json!({"chat_id_list": [NOTEBOOK]})),
            (60111, give(NOTEBOOK, "nobody")),
            (84074, give(NOTEBOOK, "lisi")),
        ] {
            world.post(code, path, body).await;
        }
    }
    run.add(world);
}
