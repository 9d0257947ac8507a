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

/// The same JSON with every secret and every very long text cut.
pub(crate) fn masked(mut value: Value) -> Value {
    mask(&mut value);
    value
}

fn mask(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = key.to_ascii_lowercase();
                match value {
                    Value::String(text)
                        if SECRET.contains(&key.as_str())
                            || (key == "token" && text.len() > LONGEST_PLAIN_TOKEN) =>
                    {
                        *text = cut(text);
                    }
                    _ => mask(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::String(text) => {
            if let Some((end, _)) = text.char_indices().nth(LONGEST) {
                text.truncate(end);
                text.push('…');
            }
        }
        _ => {}
    }
}

fn cut(text: &str) -> String {
    let shown: String = text
        .chars()
        .take(if text.len() > 12 { 4 } else { 0 })
        .collect();
    format!("{shown}…")
}
