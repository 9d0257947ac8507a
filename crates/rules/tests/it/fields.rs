//! `rules/fields.toml` against what a draft is judged by and what a call is given.

use serde_json::{Value, json};
use wecom_share_rules::{
    book::{self, FieldRow},
    oracle::{self, Question},
};

fn ask(question: Value) -> Value {
    let question: Question = serde_json::from_value(question).unwrap();
    oracle::answer(&question)
}

/// A field of WeCom's as a draft has it; `None` where a draft has no such field.
fn in_draft(row: &FieldRow) -> Option<(&'static str, &'static str)> {
    let name = match (row.of.as_str(), row.name.as_str()) {
        ("miniprogram", "imgUrl") | ("link", "imgUrl") => "cover",
        ("miniprogram", "title") | ("link", "title") => "title",
        ("miniprogram", "page") => "page",
        ("link", "desc") => "desc",
        ("link", "url") | ("news", "link") => "url",
        (_, "mediaid") => "mediaid",
        _ => return None,
    };
    let msgtype = match row.of.as_str() {
        "image" => "image",
        "miniprogram" => "miniprogram",
        "link" | "news" => "link",
        "video" => "video",
        "file" => "file",
        _ => return None,
    };
    Some((msgtype, name))
}

fn whole(msgtype: &str) -> Value {
    match msgtype {
        "miniprogram" => json!({"title": "t", "page": "pages/a", "cover": {"id": "img_a"}}),
        "link" => {
            json!({"url": "https://a.example/", "title": "t", "desc": "d", "cover": {"id": "img_a"}})
        }
        _ => json!({"mediaid": "M"}),
    }
}

#[test]
fn a_draft_has_a_fault_without_exactly_the_fields_that_the_book_asks_for() {
    let mut judged = 0;
    for row in &book::fields().rows {
        let kind = match row.place.as_str() {
            "share" => "customers",
            "moments" => "moments",
            "chat" => "chat",
            _ => continue,
        };
        let Some((msgtype, name)) = in_draft(row) else {
            continue;
        };
        let mut body = whole(msgtype);
        let draft = |body: &Value| json!({"draft": {"draft": {"target": {"kind": kind}, "attachments": [{"msgtype": msgtype, msgtype: body}]}}});
        assert_eq!(ask(draft(&body)), json!({"faults": []}), "{row:?}");
        body.as_object_mut().unwrap().remove(name);
        let faults = ask(draft(&body));
        // A picture needs one of its two.
        let needed = row.is_needed() || row.of == "image";
        assert_eq!(needed, faults != json!({"faults": []}), "{row:?}: {faults}");
        judged += 1;
    }
    assert!(judged >= 20, "{judged}");
}

fn args(draft: Value, version: &str) -> Value {
    let facts = json!({
        "now": "2026-11-24T10:00:00+08:00", "member": "zhangsan", "appid": "wx7c1d9a2b3e4f5061",
        "host": {"environment": "wxwork", "platform": "ios", "version": version, "apis": ["shareToExternalContact"]},
        "image_links": {"img_a": "http://p.qpic.cn/pic_wework/1/abc/0"},
    });
    ask(json!({"route": {"draft": draft, "facts": facts}}))["call"]["args"].clone()
}

#[test]
fn of_two_fields_that_say_the_same_the_one_that_wins_is_sent_alone() {
    for row in &book::fields().precedence {
        assert_eq!((row.place.as_str(), row.of.as_str()), ("share", "image"));
        let image = json!({"mediaid": "M", "url": "http://p.qpic.cn/pic_wework/1/abc/0"});
        let draft = json!({"target": {"kind": "customers"}, "attachments": [{"msgtype": "image", "image": image}]});
        let sent = args(draft, "4.1.20");
        let image = sent["attachments"][0]["image"].as_object().unwrap();
        assert_eq!(image.keys().collect::<Vec<_>>(), [&row.names[0]]);
    }
}

#[test]
fn clients_before_the_new_form_are_given_the_fields_of_the_old_one() {
    let old = &book::fields().old_form;
    let card = json!({"msgtype": "miniprogram", "miniprogram": whole("miniprogram")});
    let draft = |cards: usize| json!({"target": {"kind": "customers"}, "attachments": vec![card.clone(); cards]});
    let mut named: Vec<&str> = book::fields()
        .rows
        .iter()
        .filter(|row| row.place == "old_form" && row.is_needed())
        .map(|row| row.name.as_str())
        .collect();
    named.sort_unstable();
    let flat = args(draft(old.cards), "3.1.5");
    let keys: Vec<&str> = flat
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, named);
    assert_eq!(args(draft(old.cards + 1), "3.1.5"), Value::Null);
    assert!(args(draft(old.cards), &old.before)["attachments"].is_array());
}
