//! What the journal must not show: secrets and tokens, except for a beginning to tell them apart; and texts without end.

use serde_json::Value;

const SECRET: [&str; 16] = [
    "access_token",
    "suite_access_token",
    "provider_access_token",
    "corpsecret",
    "suite_secret",
    "provider_secret",
    "suite_ticket",
    "permanent_code",
    "pre_auth_code",
    "auth_code",
    "ticket",
    "session_key",
    "secret",
    "authorization",
    "js_code",
    "welcome_code",
];
/// The opening token of a card is shorter and no secret; a session's is longer.
const LONGEST_PLAIN_TOKEN: usize = 20;
/// Texts are cut after this many characters.
const LONGEST: usize = 16_000;

/// Lists are cut after this many items.
const LONGEST_LIST: usize = 200;

/// The same JSON with every secret and everything very long cut.
pub(crate) fn masked(value: Value) -> Value {
    masked_copy(&value)
}

/// As [`masked`], of an answer that is still needed: what is cut is not copied first.
pub(crate) fn masked_copy(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let copy = fields.iter().map(|(key, value)| {
                let copy = match value {
                    Value::String(text) if is_secret(key, text) => Value::String(cut(text)),
                    _ => masked_copy(value),
                };
                (key.clone(), copy)
            });
            Value::Object(copy.collect())
        }
        Value::Array(items) => {
            let mut copy: Vec<Value> = items.iter().take(LONGEST_LIST).map(masked_copy).collect();
            if items.len() > LONGEST_LIST {
                copy.push(Value::String(format!("… +{}", items.len() - LONGEST_LIST)));
            }
            Value::Array(copy)
        }
        Value::String(text) => match text.char_indices().nth(LONGEST) {
            Some((end, _)) => Value::String(format!("{}…", &text[..end])),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

fn is_secret(key: &str, text: &str) -> bool {
    let key = key.to_ascii_lowercase();
    SECRET.contains(&key.as_str()) || (key == "token" && text.len() > LONGEST_PLAIN_TOKEN)
}

fn cut(text: &str) -> String {
    let shown: String = text
        .chars()
        .take(if text.len() > 12 { 4 } else { 0 })
        .collect();
    format!("{shown}…")
}
