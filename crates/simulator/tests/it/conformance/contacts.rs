//! server-api.md §4.1 to §4.8, §4.10, §4.11.

use serde_json::json;

use super::run::{CHEN, LIU, NOTEBOOK, OWN, Run, WANG, WORLD, id};

const TEMPLATE: &str = "permanent-code-of-the-template";
const ZHOU: &str = "wmEvery0Zhou00000000000000000005";

pub async fn run(run: &mut Run) {
    let answer = run.get(0, "externalcontact/get_follow_user_list", "").await;
    assert_eq!(answer["follow_user"], json!(["zhangsan", "wangwu"]));
    lists(run).await;
    details(run).await;
    remarks(run).await;
    groups(run).await;
    leftovers(run).await;
    providers(run).await;
    run.be(OWN).await;
}

async fn lists(run: &mut Run) {
    const LIST: &str = "externalcontact/list";
    let answer = run.get(0, LIST, "&userid=zhangsan").await;
    assert_eq!(answer["external_userid"], json!([WANG, CHEN, LIU]));
    for (code, rest) in [
        (41009, ""),
        (40003, "&userid=a%20b"),
        (60111, "&userid=nobody"),
        (60011, "&userid=zhaoliu"),
        (84074, "&userid=lisi"),
    ] {
        run.get(code, LIST, rest).await;
    }
    let mut other = without_customers().await;
    other.get(84061, LIST, "&userid=wangwu").await;
    run.add(other);
}

async fn details(run: &mut Run) {
    const GET: &str = "externalcontact/get";
    let answer = run.get(0, GET, &format!("&external_userid={WANG}")).await;
    let contact = &answer["external_contact"];
    assert_eq!(contact["unionid"], "oEveryUnionWang000000000001");
    assert_eq!(contact["type"], 1);
    let follow = &answer["follow_user"][0];
    assert_eq!(follow["remark"], "王姐");
    assert_eq!(
        follow["tags"],
        json!([
            {"group_name": "等级", "tag_name": "VIP", "tag_id": "etEvery0Vip", "type": 1},
            {"group_name": "", "tag_name": "爱喝茶", "type": 2},
        ])
    );
    let answer = run.get(0, GET, &format!("&external_userid={CHEN}")).await;
    assert_eq!(answer["external_contact"]["type"], 2);
    assert_eq!(
        answer["external_contact"]["corp_full_name"],
        "青梅茶庄有限公司"
    );
    run.get(41035, GET, "").await;
    run.get(40096, GET, "&external_userid=wm0").await;
    run.get(84061, GET, &format!("&external_userid={ZHOU}"))
        .await;
    // Every follower is out of the app's range.
    let sun = "wmEvery0Sun000000000000000000004";
    run.get(40096, GET, &format!("&external_userid={sun}"))
        .await;

    const BATCH: &str = "externalcontact/batch/get_by_user";
    let answer = run
        .post(
            0,
            BATCH,
            json!({"userid_list": ["zhangsan", "wangwu"], "limit": 1000}),
        )
        .await;
    let list = answer["external_contact_list"].as_array().unwrap();
    assert_eq!(list.len(), 4, "over 100 is 100");
    assert_eq!(list[0]["follow_info"]["tag_id"], json!(["etEvery0Vip"]));
    let old = run.post(0, BATCH, json!({"userid": "wangwu"})).await;
    assert_eq!(old["external_contact_list"].as_array().unwrap().len(), 1);
    for (code, body) in [
        (40058, json!({})),
        (40058, json!({"userid_list": vec!["zhangsan"; 101]})),
        (60111, json!({"userid_list": ["nobody"]})),
        (60011, json!({"userid_list": ["zhaoliu"]})),
    ] {
        run.post(code, BATCH, body).await;
    }
}

async fn remarks(run: &mut Run) {
    const REMARK: &str = "externalcontact/remark";
    let pair = |more: serde_json::Value| {
        let mut body = json!({"userid": "wangwu", "external_userid": WANG});
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        body
    };
    run.post(
        0,
        REMARK,
        pair(json!({"remark": "王", "remark_mobiles": ["1"]})),
    )
    .await;
    let answer = run
        .get(
            0,
            "externalcontact/get",
            &format!("&external_userid={WANG}"),
        )
        .await;
    assert_eq!(answer["follow_user"][1]["remark"], "王");
    assert_eq!(answer["follow_user"][0]["remark"], "王姐", "another's");
    for (code, body) in [
        (40058, pair(json!({}))),
        (40058, pair(json!({"remark": "字".repeat(21)}))),
        (40007, pair(json!({"remark_pic_mediaid": "none"}))),
        (41009, json!({"external_userid": WANG, "remark": "a"})),
        (41035, json!({"userid": "wangwu", "remark": "a"})),
        (
            40096,
            pair(json!({"external_userid": "wm0", "remark": "a"})),
        ),
        (84061, pair(json!({"external_userid": CHEN, "remark": "a"}))),
    ] {
        run.post(code, REMARK, body).await;
    }
}

async fn groups(run: &mut Run) {
    const LIST: &str = "externalcontact/groupchat/list";
    let answer = run.post(0, LIST, json!({"limit": 10})).await;
    assert_eq!(answer["group_chat_list"].as_array().unwrap().len(), 2);
    let left = run
        .post(0, LIST, json!({"limit": 10, "status_filter": 1}))
        .await;
    assert_eq!(left["group_chat_list"][0]["status"], 1);
    let owners = |id: &str| json!({"limit": 10, "owner_filter": {"userid_list": [id]}});
    run.post(40058, LIST, json!({})).await;
    run.post(60111, LIST, owners("nobody")).await;
    run.post(60011, LIST, owners("zhaoliu")).await;

    const GET: &str = "externalcontact/groupchat/get";
    let answer = run
        .post(0, GET, json!({"chat_id": NOTEBOOK, "need_name": 1}))
        .await;
    assert_eq!(answer["group_chat"]["notice"], "欢迎");
    assert_eq!(
        answer["group_chat"]["admin_list"],
        json!([{"userid": "zhangsan"}])
    );
    run.post(40058, GET, json!({})).await;
    run.post(90501, GET, json!({"chat_id": "wr0"})).await;
    run.post(
        60011,
        GET,
        json!({"chat_id": "wrEvery0Plain000000000000000003"}),
    )
    .await;

    const OPENGID: &str = "externalcontact/opengid_to_chatid";
    let answer = run
        .post(
            0,
            OPENGID,
            json!({"opengid": "oEveryOpenGid00000000000001"}),
        )
        .await;
    assert_eq!(answer["chat_id"], NOTEBOOK);
    run.post(40058, OPENGID, json!({})).await;
    run.post(90511, OPENGID, json!({"opengid": "o0"})).await;
    run.post(
        90509,
        OPENGID,
        json!({"opengid": "oTeaOpenGid0000000000000001"}),
    )
    .await;
}

async fn leftovers(run: &mut Run) {
    const ALL: &str = "externalcontact/contact_list";
    let first = run.post(0, ALL, json!({"limit": 4})).await;
    let rest = run
        .post(0, ALL, json!({"limit": 4, "cursor": first["next_cursor"]}))
        .await;
    assert_eq!(rest["next_cursor"], "");
    let names = |it: &serde_json::Value| -> Vec<String> {
        let list = it["info_list"].as_array().unwrap();
        list.iter().map(|it| id(it, "tmp_openid")).collect()
    };
    let again = run.post(0, ALL, json!({"limit": 4})).await;
    assert_ne!(names(&again), names(&first), "another walk, other names");
    run.post(40058, ALL, json!({"cursor": "made up"})).await;

    const UNASSIGNED: &str = "externalcontact/get_unassigned_list";
    let answer = run.post(0, UNASSIGNED, json!({"page_size": 10})).await;
    assert_eq!(
        answer["info"],
        json!([{"handover_userid": "qianqi", "external_userid": ZHOU, "dimission_time": 1_790_000_000}])
    );
    assert_eq!(answer["is_last"], true);
    run.post(40058, UNASSIGNED, json!({"page_size": 1001}))
        .await;
    run.post(40058, UNASSIGNED, json!({"page_id": 50, "page_size": 1000}))
        .await;
}

/// A provider's app sees ids of its own, less of a person, and nobody without an interop license.
async fn providers(run: &mut Run) {
    run.be(TEMPLATE).await;
    let answer = run.get(0, "externalcontact/get_follow_user_list", "").await;
    let users = answer["follow_user"].as_array().unwrap().clone();
    assert!(
        users
            .iter()
            .all(|it| it.as_str().unwrap().starts_with("wo"))
    );
    let (zhangsan, zhaoliu) = (users[0].as_str().unwrap(), users[1].as_str().unwrap());
    run.get(60111, "externalcontact/list", "&userid=zhangsan")
        .await;
    let answer = run
        .get(0, "externalcontact/list", &format!("&userid={zhangsan}"))
        .await;
    let wang = answer["external_userid"][0].as_str().unwrap().to_owned();
    assert_ne!(wang, WANG);
    run.get(
        40096,
        "externalcontact/get",
        &format!("&external_userid={WANG}"),
    )
    .await;
    let answer = run
        .get(
            0,
            "externalcontact/get",
            &format!("&external_userid={wang}"),
        )
        .await;
    let contact = &answer["external_contact"];
    assert_eq!(contact["external_userid"], json!(wang));
    assert!(contact["avatar"].is_null() && contact["unionid"].is_null());
    assert_eq!(contact["gender"], 0);
    assert_eq!(
        answer["follow_user"].as_array().unwrap().len(),
        1,
        "in range"
    );
    assert!(answer["follow_user"][0]["remark_mobiles"].is_null());
    run.answers.remove("externalcontact/get_follow_user_list");

    run.get(
        701_008,
        "externalcontact/list",
        &format!("&userid={zhaoliu}"),
    )
    .await;
    let batch = "externalcontact/batch/get_by_user";
    run.post(701_008, batch, json!({"userid_list": [zhaoliu]}))
        .await;
    let answer = run
        .post(0, batch, json!({"userid_list": [zhangsan, zhaoliu]}))
        .await;
    assert_eq!(
        answer["fail_info"]["unlicensed_userid_list"],
        json!([zhaoliu])
    );
    let sun = run
        .post(
            0,
            "externalcontact/get_new_external_userid",
            json!({"external_userid_list": ["wmEvery0Sun000000000000000000004"]}),
        )
        .await;
    let sun = id(&sun["items"][0], "new_external_userid");
    run.get(
        701_008,
        "externalcontact/get",
        &format!("&external_userid={sun}"),
    )
    .await;
    let answer = run
        .post(0, "externalcontact/groupchat/list", json!({"limit": 10}))
        .await;
    let groups = answer["group_chat_list"].as_array().unwrap();
    assert_eq!(
        groups.len(),
        1,
        "neither out of range nor without a license"
    );
    let plain = run
        .post(
            0,
            "idconvert/chatid",
            json!({"chat_id_list": ["wrEvery0Plain000000000000000003", "wr0"]}),
        )
        .await;
    assert_eq!(plain["invalid_chat_id_list"], json!(["wr0"]));
    let plain = id(&plain["items"][0], "new_chat_id");
    run.post(
        701_008,
        "externalcontact/groupchat/get",
        json!({"chat_id": plain}),
    )
    .await;
}

/// A world in which 王五 has no customers, and in which that is 84061.
async fn without_customers() -> Run {
    const NOTED: &str = "[company.customer.follow.wangwu]\ncreatetime = 1_780_000_100\nlast_contact = 1_790_000_000\n";
    assert!(WORLD.contains(NOTED));
    let text = WORLD
        .replace(r#"no_customers = "empty""#, r#"no_customers = "84061""#)
        .replace(
            r#"followers = ["zhangsan", "wangwu"]"#,
            r#"followers = ["zhangsan"]"#,
        )
        .replace(NOTED, "");
    Run::in_world(&text).await
}
