//! Endpoints that answer in pages.

use serde_json::{Value, json};
use wecom_api::{Error, externalcontact::groupchat_list};

use crate::stand_in::{Seen, StandIn, new_token, success};

fn cursor(seen: &Seen) -> String {
    let body: Value = serde_json::from_slice(&seen.body).unwrap();
    body["cursor"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn all_pages_are_walked_to_the_last() {
    let wecom = StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        _ => {
            let (chat, next) = match cursor(seen).as_str() {
                "" => ("wrA", json!("1")),
                "1" => ("wrB", json!("2")),
                _ => ("wrC", Value::Null),
            };
            let group = json!({ "chat_id": chat, "status": 0 });
            success(json!({ "group_chat_list": [group], "next_cursor": next }))
        }
    })
    .await;
    let groups = wecom
        .app()
        .all(groupchat_list::Request::all())
        .await
        .unwrap();
    let ids: Vec<_> = groups.iter().map(|group| group.chat_id.as_str()).collect();
    assert_eq!(ids, ["wrA", "wrB", "wrC"]);
}

#[tokio::test]
async fn pages_that_go_round_in_a_circle_are_an_error() {
    let wecom = StandIn::start(|seen| match seen.endpoint.as_str() {
        "gettoken" => new_token(seen),
        _ => {
            let next = if cursor(seen) == "a" { "b" } else { "a" };
            success(json!({ "group_chat_list": [], "next_cursor": next }))
        }
    })
    .await;
    let error = wecom
        .app()
        .all(groupchat_list::Request::all())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unreadable { .. }), "{error:?}");
}
