//! How the platforms spell the same answer (errors-seen.md, client-api.md §1, §6.5).

use serde_json::{Value, json};

use crate::bench::Bench;

async fn answers(platform: &str) -> (Value, Value) {
    let bench = Bench::demo().await;
    bench.phone(json!({"platform": platform})).await;
    let ok = bench.qy("getSystemInfo", json!({})).await;
    assert_eq!(ok["outcome"], "success");
    let fail = bench.qy("getCurExternalContact", json!({})).await;
    assert_eq!(fail["outcome"], "fail");
    (ok["answer"].clone(), fail["answer"].clone())
}

#[tokio::test]
async fn android_has_a_prefix_and_a_blank() {
    let (ok, fail) = answers("android").await;
    assert_eq!(
        ok,
        json!({"errMsg": "qy.getSystemInfo:ok", "version": "4.1.20"})
    );
    assert_eq!(
        fail,
        json!({"errMsg": "qy.getCurExternalContact:fail no permission"})
    );
}

#[tokio::test]
async fn ios_has_no_prefix_and_an_underscore() {
    let (ok, fail) = answers("ios").await;
    assert_eq!(ok["errMsg"], "getSystemInfo:ok");
    assert_eq!(
        fail,
        json!({"errMsg": "getCurExternalContact:fail_no permission"})
    );
}

#[tokio::test]
async fn windows_has_other_keys() {
    let (ok, fail) = answers("windows").await;
    assert_eq!(ok["err_msg"], "qy.getSystemInfo:ok");
    assert_eq!(ok["err_code"], 0);
    assert_eq!(
        fail,
        json!({"errmsg": "getCurExternalContact:fail_no permission"})
    );
}

#[tokio::test]
async fn a_mac_says_fail_twice() {
    let (ok, fail) = answers("mac").await;
    assert_eq!(ok["errMsg"], "getSystemInfo:ok");
    assert_eq!(
        fail,
        json!({"errMsg": "getCurExternalContact:fail_fail_no permission", "err_code": 2})
    );
}
