//! server-api.md §4.9.

use serde_json::{Value, json};

use super::run::{CHEN, Run, WANG, id};

pub async fn run(run: &mut Run) {
    lists(run).await;
    marks(run).await;
    corp(run).await;
    strategy(run).await;
    too_many(run).await;
}

fn names(answer: &Value) -> Vec<String> {
    let groups = answer["tag_group"].as_array().unwrap();
    let tags = groups.iter().flat_map(|it| it["tag"].as_array().unwrap());
    tags.map(|it| id(it, "name")).collect()
}

async fn lists(run: &mut Run) {
    const LIST: &str = "externalcontact/get_corp_tag_list";
    let all = run.post(0, LIST, json!({})).await;
    assert_eq!(names(&all), ["VIP", "新客"], "larger orders first");
    let one = run.post(0, LIST, json!({"tag_id": ["etEvery0New"]})).await;
    assert_eq!(names(&one), ["新客"]);
    let both = json!({"tag_id": ["etEvery0New"], "group_id": ["etEvery0Level"]});
    assert_eq!(
        names(&run.post(0, LIST, both).await).len(),
        2,
        "group_id wins"
    );
    run.post(40058, LIST, json!({"tag_id": "etEvery0New"}))
        .await;
    const STRATEGY: &str = "externalcontact/get_strategy_tag_list";
    let all = run.post(0, STRATEGY, json!({"strategy_id": 1})).await;
    assert_eq!(names(&all), ["东区"]);
    run.post(40058, STRATEGY, json!({"tag_id": "x"})).await;
}

async fn marks(run: &mut Run) {
    const MARK: &str = "externalcontact/mark_tag";
    let pair = |add: &[&str], remove: &[&str]| json!({"userid": "zhangsan", "external_userid": WANG, "add_tag": add, "remove_tag": remove});
    run.post(
        0,
        MARK,
        pair(&["etEvery0New", "stEvery0East"], &["etEvery0Vip"]),
    )
    .await;
    let answer = run
        .get(
            0,
            "externalcontact/get",
            &format!("&external_userid={WANG}"),
        )
        .await;
    let tags = answer["follow_user"][0]["tags"].as_array().unwrap();
    let kinds: Vec<_> = tags.iter().map(|it| it["type"].as_i64().unwrap()).collect();
    assert_eq!(kinds, [1, 3, 2]);
    run.post(0, MARK, pair(&["etEvery0Vip"], &[])).await;
    run.post(40058, MARK, pair(&[], &[])).await;
    run.post(40068, MARK, pair(&["et0"], &[])).await;
    for (code, change) in [
        (41009, json!({"userid": ""})),
        (41035, json!({"external_userid": ""})),
        (40096, json!({"external_userid": "wm0"})),
        (84061, json!({"userid": "wangwu", "external_userid": CHEN})),
    ] {
        let mut body = pair(&["etEvery0Vip"], &[]);
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        run.post(code, MARK, body).await;
    }
}

async fn corp(run: &mut Run) {
    const ADD: &str = "externalcontact/add_corp_tag";
    let wanted = json!({"group_name": "爱好", "tag": [{"name": "茶"}, {"name": "茶"}, {"name": "花", "order": 4_294_967_295u32}]});
    let added = run.post(0, ADD, wanted).await;
    let group = &added["tag_group"];
    assert_eq!(
        group["tag"].as_array().unwrap().len(),
        2,
        "equal names are one"
    );
    let more = run
        .post(
            0,
            ADD,
            json!({"group_name": "爱好", "tag": [{"name": "书"}]}),
        )
        .await;
    assert_eq!(more["tag_group"]["group_id"], group["group_id"]);
    for (code, body) in [
        (
            40071,
            json!({"group_name": "爱好", "tag": [{"name": "茶"}]}),
        ),
        (40068, json!({"group_id": "et0", "tag": [{"name": "茶"}]})),
        (40058, json!({"group_name": "空"})),
        (40058, json!({"tag": [{"name": "茶"}]})),
        (
            40058,
            json!({"group_name": "a", "tag": [{"name": "字".repeat(31)}]}),
        ),
        (
            40058,
            json!({"group_name": "a", "tag": [{"name": "a", "order": -1}]}),
        ),
    ] {
        run.post(code, ADD, body).await;
    }
    const EDIT: &str = "externalcontact/edit_corp_tag";
    let tea = id(&group["tag"][1], "id");
    run.post(0, EDIT, json!({"id": tea, "name": "绿茶", "order": 9}))
        .await;
    run.post(40071, EDIT, json!({"id": tea, "name": "花"}))
        .await;
    run.post(40068, EDIT, json!({"id": "et0", "name": "a"}))
        .await;
    run.post(40058, EDIT, json!({"name": "a"})).await;
    const DEL: &str = "externalcontact/del_corp_tag";
    run.post(40058, DEL, json!({})).await;
    run.post(40068, DEL, json!({"tag_id": ["et0"]})).await;
    let list = run
        .post(
            0,
            "externalcontact/get_corp_tag_list",
            json!({"group_id": [group["group_id"]]}),
        )
        .await;
    let ids: Vec<String> = list["tag_group"][0]["tag"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| id(it, "id"))
        .collect();
    run.post(0, DEL, json!({"tag_id": ids})).await;
    let list = run
        .post(
            0,
            "externalcontact/get_corp_tag_list",
            json!({"group_id": [group["group_id"]]}),
        )
        .await;
    assert_eq!(list["tag_group"][0]["deleted"], true, "no empty groups");
    let list = run
        .post(0, "externalcontact/get_corp_tag_list", json!({}))
        .await;
    assert_eq!(names(&list), ["VIP", "新客"]);
}

async fn strategy(run: &mut Run) {
    const ADD: &str = "externalcontact/add_strategy_tag";
    let wanted =
        |name: &str| json!({"strategy_id": 1, "group_name": "片区", "tag": [{"name": name}]});
    let added = run.post(0, ADD, wanted("西区")).await;
    let west = id(&added["tag_group"]["tag"][0], "id");
    assert!(west.starts_with("st"));
    run.post(40071, ADD, wanted("西区")).await;
    run.post(
        40058,
        ADD,
        json!({"group_name": "片区", "tag": [{"name": "a"}]}),
    )
    .await;
    // A corp tag's group is none of a rule group's.
    run.post(
        40068,
        ADD,
        json!({"strategy_id": 1, "group_id": "etEvery0Level", "tag": [{"name": "a"}]}),
    )
    .await;
    const EDIT: &str = "externalcontact/edit_strategy_tag";
    run.post(0, EDIT, json!({"id": west, "name": "西"})).await;
    run.post(40071, EDIT, json!({"id": west, "name": "东区"}))
        .await;
    run.post(40068, EDIT, json!({"id": "etEvery0Vip", "name": "a"}))
        .await;
    run.post(40058, EDIT, json!({})).await;
    const DEL: &str = "externalcontact/del_strategy_tag";
    run.post(0, DEL, json!({"tag_id": [west]})).await;
    // By its id a deleted tag is still told, as deleted.
    let asked = run.post(
        0,
        "externalcontact/get_strategy_tag_list",
        json!({"strategy_id": 1, "tag_id": [west]}),
    );
    assert_eq!(asked.await["tag_group"][0]["tag"][0]["deleted"], true);
    run.post(40068, DEL, json!({"tag_id": [west]})).await;
    run.post(40058, DEL, json!({})).await;
}

async fn too_many(run: &mut Run) {
    let mut full = Run::start().await;
    let many: Vec<Value> = (0..10_000)
        .map(|it| json!({"name": it.to_string()}))
        .collect();
    let wanted = json!({"group_name": "多", "tag": many});
    full.post(40126, "externalcontact/add_corp_tag", wanted)
        .await;
    run.add(full);
}

#[tokio::test]
async fn a_providers_app_changes_only_tags_it_made() {
    let mut run = Run::start().await;
    run.be("permanent-code-of-the-template").await;
    let edit = "externalcontact/edit_corp_tag";
    run.post(60011, edit, json!({"id": "etEvery0Vip", "name": "a"}))
        .await;
    let wanted = json!({"group_name": "自己的", "tag": [{"name": "一"}]});
    let added = run.post(0, "externalcontact/add_corp_tag", wanted).await;
    let own = id(&added["tag_group"]["tag"][0], "id");
    run.post(0, edit, json!({"id": own, "name": "二"})).await;
}
