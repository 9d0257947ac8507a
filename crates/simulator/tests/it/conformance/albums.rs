//! server-api.md §8: the product album, and the rules about words.

use serde_json::{Value, json};

use super::run::{OWN, Run, id};
use crate::bench::JPG;

const TEMPLATE: &str = "permanent-code-of-the-template";

pub async fn run(run: &mut Run) {
    albums(run).await;
    rules(run).await;
}

/// The same body with some fields changed.
fn with(body: &Value, change: &Value) -> Value {
    let mut body = body.clone();
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

async fn picture(run: &mut Run, kind: u8) -> String {
    let rest = format!("&media_type=image&attachment_type={kind}");
    let answer = run.file(0, "media/upload_attachment", &rest, JPG).await;
    id(&answer, "media_id")
}

async fn albums(run: &mut Run) {
    const ADD: &str = "externalcontact/add_product_album";
    let attached = |id: &str| json!([{"type": "image", "image": {"media_id": id}}]);
    let for_album = picture(run, 2).await;
    let for_moments = picture(run, 1).await;
    let whole = json!({
        "description": "手账本", "price": 3000, "product_sn": "SN1", "attachments": attached(&for_album),
    });
    let product = id(&run.post(0, ADD, whole.clone()).await, "product_id");
    for (code, change) in [
        (40058, json!({"description": ""})),
        (40058, json!({"description": "字".repeat(301)})),
        (40058, json!({"price": 5_000_001})),
        (40058, json!({"price": -1})),
        (40058, json!({"product_sn": "编号"})),
        (40058, json!({"product_sn": "a".repeat(129)})),
        (40058, json!({"attachments": []})),
        (
            40058,
            json!({"attachments": [{"type": "video", "video": {"media_id": "a"}}]}),
        ),
        (40007, json!({"attachments": attached("none")})),
        (41072, json!({"attachments": attached(&for_moments)})),
    ] {
        run.post(code, ADD, with(&whole, &change)).await;
    }
    const UPDATE: &str = "externalcontact/update_product_album";
    let change = json!({"product_id": product, "price": 2500});
    run.post(0, UPDATE, change.clone()).await;
    run.post(40058, UPDATE, json!({"product_id": "none", "price": 1}))
        .await;
    let wrong = with(&change, &json!({"attachments": attached(&for_moments)}));
    run.post(41072, UPDATE, wrong).await;
    const GET: &str = "externalcontact/get_product_album";
    let told = run.post(0, GET, json!({"product_id": product})).await;
    let told = &told["product"];
    assert_eq!(
        (&told["price"], &told["description"], &told["product_sn"]),
        (&json!(2500), &json!("手账本"), &json!("SN1"))
    );
    run.post(40058, GET, json!({"product_id": "none"})).await;

    const LIST: &str = "externalcontact/get_product_album_list";
    run.post(0, ADD, whole.clone()).await;
    let first = run.post(0, LIST, json!({"limit": 1})).await;
    assert_eq!(first["product_list"][0]["product_id"], product);
    let rest = json!({"limit": 1, "cursor": first["next_cursor"]});
    let rest = run.post(0, LIST, rest).await;
    assert_eq!(rest["next_cursor"], "");
    assert_ne!(rest["product_list"][0]["product_id"], product);
    run.post(40058, LIST, json!({"cursor": "x"})).await;

    // Another app sees it and cannot touch it.
    run.be(TEMPLATE).await;
    run.post(0, GET, json!({"product_id": product})).await;
    run.post(60011, UPDATE, json!({"product_id": product, "price": 1}))
        .await;
    const DELETE: &str = "externalcontact/delete_product_album";
    run.post(60011, DELETE, json!({"product_id": product}))
        .await;
    run.be(OWN).await;
    run.post(0, DELETE, json!({"product_id": product})).await;
    run.post(40058, DELETE, json!({"product_id": product}))
        .await;

    let mut late = Run::start().await;
    let expired = picture(&mut late, 2).await;
    late.bench.hours(72);
    late.be(OWN).await;
    let body = with(&whole, &json!({"attachments": attached(&expired)}));
    late.post(40145, ADD, body).await;
    run.add(late);
}

async fn rules(run: &mut Run) {
    const ADD: &str = "externalcontact/add_intercept_rule";
    let whole = json!({
        "rule_name": "返现", "word_list": ["返现", "加微信"], "semantics_list": [1, 3], "intercept_type": 1,
        "applicable_range": {"user_list": ["zhangsan"], "department_list": [2]},
    });
    let rule = id(&run.post(0, ADD, whole.clone()).await, "rule_id");
    for (code, change) in [
        (40058, json!({"rule_name": "字".repeat(21)})),
        (40058, json!({"rule_name": ""})),
        (40058, json!({"word_list": []})),
        (40058, json!({"word_list": ["字".repeat(33)]})),
        (40058, json!({"word_list": vec!["词"; 301]})),
        (40058, json!({"semantics_list": [4]})),
        (40058, json!({"intercept_type": 3})),
        (40058, json!({"applicable_range": {}})),
        (
            40058,
            json!({"applicable_range": {"user_list": vec!["zhangsan"; 1001]}}),
        ),
        (40003, json!({"applicable_range": {"user_list": ["张三"]}})),
        (
            60111,
            json!({"applicable_range": {"user_list": ["nobody"]}}),
        ),
        (
            60011,
            json!({"applicable_range": {"user_list": ["zhaoliu"]}}),
        ),
        (
            60123,
            json!({"applicable_range": {"department_list": [99]}}),
        ),
    ] {
        run.post(code, ADD, with(&whole, &change)).await;
    }
    const UPDATE: &str = "externalcontact/update_intercept_rule";
    let change = json!({
        "rule_id": rule, "rule_name": "返现和红包", "word_list": [], "extra_rule": {"semantics_list": []},
        "add_applicable_range": {"user_list": ["wangwu"]}, "remove_applicable_range": {"user_list": ["zhangsan"]},
    });
    run.post(0, UPDATE, change.clone()).await;
    for (code, other) in [
        (40058, json!({"rule_id": "none"})),
        (
            60111,
            json!({"add_applicable_range": {"user_list": ["nobody"]}}),
        ),
        (
            60123,
            json!({"remove_applicable_range": {"department_list": [99]}}),
        ),
    ] {
        run.post(code, UPDATE, with(&change, &other)).await;
    }
    const GET: &str = "externalcontact/get_intercept_rule";
    let told = run.post(0, GET, json!({"rule_id": rule})).await;
    assert_eq!(
        told["rule"],
        json!({
            "rule_id": rule, "rule_name": "返现和红包", "word_list": ["返现", "加微信"],
            "extra_rule": {"semantics_list": []}, "intercept_type": 1,
            "applicable_range": {"user_list": ["wangwu"], "department_list": [2]},
        }),
        "an empty list of words is no change, one of semantics is"
    );
    let whole_again = id(&run.post(0, ADD, whole.clone()).await, "rule_id");
    run.post(0, GET, json!({"rule_id": whole_again})).await;
    run.post(40058, GET, json!({"rule_id": "none"})).await;

    const LIST: &str = "externalcontact/get_intercept_rule_list";
    let list = run.get(0, LIST, "").await;
    assert_eq!(list["rule_list"].as_array().unwrap().len(), 2);

    // Another app sees the rule, with those of its range whom the app sees; and cannot touch it.
    run.be(TEMPLATE).await;
    let told = run.post(0, GET, json!({"rule_id": rule})).await;
    assert_eq!(told["rule"]["applicable_range"]["user_list"], json!([]));
    run.post(60011, UPDATE, json!({"rule_id": rule})).await;
    const DEL: &str = "externalcontact/del_intercept_rule";
    run.post(60011, DEL, json!({"rule_id": rule})).await;
    run.be(OWN).await;
    run.post(0, DEL, json!({"rule_id": rule})).await;
    run.post(40058, DEL, json!({"rule_id": rule})).await;

    let mut full = Run::start().await;
    for _ in 0..100 {
        full.post(0, ADD, whole.clone()).await;
    }
    full.post(45009, ADD, whole).await;
    run.add(full);
}
