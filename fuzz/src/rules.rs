//! What must hold for any page, draft and answer of a client.

use serde_json::{Value, json};
use wecom_share_rules::{
    draft::{Draft, DraftContext},
    errors::{self, Outcome, Runtime},
    host::Platform,
    page::{Channel, PagePath, Suffix, convert, render},
    plan::{Facts, plan_reading},
};

/// The first byte chooses the channel, the rest is the page.
///
/// # Panics
/// When a promise about pages is broken.
pub fn path(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let channel = Channel::ALL[usize::from(first & 15) % Channel::ALL.len()].with_suffix(
        if first & 16 == 0 {
            Suffix::Html
        } else {
            Suffix::None
        },
    );
    match convert(&text, channel, None) {
        Err(faults) => assert!(!faults.is_empty(), "refused without a fault"),
        Ok(once) => {
            let twice = convert(&once, channel, None);
            assert_eq!(twice.as_deref(), Ok(once.as_str()), "written twice");
            let page = PagePath::parse(&text).expect("it was converted");
            let card = render(&page.with_token("TOKEN"), Channel::ShareCard);
            assert!(card.is_ascii() && card.starts_with('/'), "{card}");
            assert_eq!(card.matches('?').count(), 1, "{card}");
            assert!(card.ends_with("ws_t=TOKEN"), "{card}");
        }
    }
}

/// The JSON text of a draft.
///
/// # Panics
/// When a promise about drafts is broken.
pub fn draft(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let reading = Draft::read_text(&text);
    let faults = reading.judge(&DraftContext::default());
    assert!(faults.len() <= 200, "{} faults", faults.len());
    let facts = facts();
    match plan_reading(&reading, &facts) {
        Err(refusal) => assert!(!refusal.cause.zh.is_empty() && !refusal.remedy.en.is_empty()),
        Ok(plan) => {
            assert!(faults.is_empty(), "planned in spite of {faults:?}");
            assert!(nothing_empty(&plan.call.args), "{}", plan.call.args);
            let stored = serde_json::to_value(&reading.draft).expect("drafts serialise");
            let again = Draft::read(&stored);
            assert_eq!(again.faults, [], "{stored}");
            let replanned = plan_reading(&again, &facts).expect("it was planned before");
            assert_eq!(replanned, plan, "another plan after being stored");
        }
    }
}

/// The first byte chooses where the answer comes from, the rest is the answer: its text, or its JSON.
///
/// # Panics
/// When a promise about answers is broken.
pub fn error(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let runtime = [Runtime::MiniProgram, Runtime::H5, Runtime::Server][usize::from(first) % 3];
    let api = ["", "shareToExternalContact", "qy.sendChatMessage"][usize::from(first / 3) % 3];
    let explain = |raw: &Value| errors::explain(runtime, Platform::Ios, api, raw);
    let as_text = explain(&Value::String(text.to_string()));
    let as_json = serde_json::from_str(&text).map(|raw: Value| explain(&raw));
    for found in [Some(as_text), as_json.ok()].into_iter().flatten() {
        assert!(!found.code.is_empty());
        assert!(!found.cause.zh.is_empty() && !found.remedy.en.is_empty());
        let fine = found.outcome != Outcome::Failed;
        assert!(
            !fine || found.number.is_none(),
            "{} with a number of the server",
            found.code
        );
    }
}

fn facts() -> Facts {
    serde_json::from_value(json!({
        "now": "2026-11-24T10:00:00+08:00",
        "member": "zhangsan",
        "appid": "wx7c1d9a2b3e4f5061",
        "host": {"environment": "wxwork", "platform": "ios", "version": "4.1.20", "entry": "single_chat_tools"},
        "token": "AAAAAAAAAAAAAAAA",
    }))
    .expect("the facts are written here")
}

/// Empty keys break WeCom's iOS client.
fn nothing_empty(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty() && items.iter().all(nothing_empty),
        Value::Object(fields) => !fields.is_empty() && fields.values().all(nothing_empty),
        Value::Bool(_) | Value::Number(_) => true,
    }
}
