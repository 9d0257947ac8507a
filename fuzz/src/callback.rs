//! What must hold for whatever comes to a callback's address (server-api.md §9).

use std::sync::LazyLock;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};
use wecom_api::callback::{Event, Fault, Format, Limits, Receiver, Stamp};

/// The first byte chooses what the rest is:
///
/// - `0`: a call as it came, `signature&timestamp&nonce` on the first line, the body after it. Only
///   what WeCom signed is taken: the vectors' texts, and by another token's receiver nothing.
/// - `1`: an encrypted text that is rightly signed. No panic, nothing longer than what came, and
///   with another key nothing at all.
/// - `2`, `3`: a message, sealed as XML or JSON. It opens to the same, for nobody else, and is read
///   without panic into no more than it is.
///
/// # Panics
/// When a promise about callbacks is broken.
pub fn callback(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    match first % 4 {
        0 => as_it_came(rest),
        1 => signed(rest),
        2 => sealed(rest, Format::Xml),
        _ => sealed(rest, Format::Json),
    }
}

fn as_it_came(data: &[u8]) {
    let line = data.iter().position(|&byte| byte == b'\n');
    let (line, body) = data.split_at(line.unwrap_or(data.len()));
    let line = String::from_utf8_lossy(line);
    let mut parts = line.splitn(3, '&');
    let mut part = || parts.next().unwrap_or_default();
    let stamp = Stamp {
        msg_signature: part(),
        timestamp: part(),
        nonce: part(),
    };
    let opened = HOUSE.ours.open(stamp, body, HOUSE.now);
    if let Ok(message) = &opened {
        assert!(HOUSE.signed.contains(&message.text), "{}", message.text);
        drop(message.event());
    }
    let text = String::from_utf8_lossy(body);
    if let Ok(text) = HOUSE.ours.check_url(stamp, &text, HOUSE.now) {
        assert!(HOUSE.signed.contains(&text), "{text}");
    }
    let theirs = HOUSE.other_token.open(stamp, body, HOUSE.now);
    assert!(theirs.is_err(), "opened by another token: {theirs:?}");
}

fn signed(data: &[u8]) {
    let whole = STANDARD.encode(data);
    for encrypted in [&*whole, &*String::from_utf8_lossy(data)] {
        let timestamp = HOUSE.now.as_second().to_string();
        let signature = HOUSE.ours.signature(&timestamp, "1", encrypted);
        let stamp = Stamp {
            msg_signature: &signature,
            timestamp: &timestamp,
            nonce: "1",
        };
        if let Ok(text) = HOUSE.ours.check_url(stamp, encrypted, HOUSE.now) {
            assert!(text.len() <= data.len(), "{} bytes", text.len());
        }
        let theirs = HOUSE.other_key.check_url(stamp, encrypted, HOUSE.now);
        assert!(theirs.is_err(), "opened by another key: {theirs:?}");
    }
}

fn sealed(data: &[u8], format: Format) {
    let text = String::from_utf8_lossy(data);
    let body = HOUSE.ours.reply(&text, format, HOUSE.now, 7, [7; 16]);
    let signature = match format {
        Format::Xml => between(&body, "<MsgSignature><![CDATA[", "]]>"),
        _ => between(&body, "\"MsgSignature\":\"", "\""),
    };
    let timestamp = HOUSE.now.as_second().to_string();
    let stamp = Stamp {
        msg_signature: signature,
        timestamp: &timestamp,
        nonce: "7",
    };
    let open = |receiver: &Receiver| receiver.open(stamp, body.as_bytes(), HOUSE.now);
    let message = open(&HOUSE.ours).expect("it was sealed here");
    assert_eq!((&*message.text, message.format), (&*text, format));
    assert_eq!(open(&HOUSE.other_receiver), Err(Fault::Receiver));
    assert_eq!(open(&HOUSE.other_token), Err(Fault::Signature));
    if let Ok(event) = message.event() {
        let size = size_of(&event.raw);
        assert!(size <= text.len(), "{size} bytes read from {}", text.len());
        let again = Event::read(&text).expect("it was read before");
        assert_eq!(again.key(), event.key());
    }
}

/// The bytes of all names and texts.
fn size_of(fields: &Map<String, Value>) -> usize {
    fn of(value: &Value) -> usize {
        match value {
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(of).sum(),
            Value::Object(fields) => size_of(fields),
            Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        }
    }
    let sizes = fields.iter().map(|(name, value)| name.len() + of(value));
    sizes.sum()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect("it was written here");
    rest.split_once(end).expect("it was written here").0
}

struct House {
    ours: Receiver,
    other_token: Receiver,
    other_key: Receiver,
    other_receiver: Receiver,
    /// What WeCom signed for us: the vectors.
    signed: Vec<String>,
    now: Timestamp,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let vectors = include_str!("../../crates/wecom-api/fixtures/callback_vectors.json");
    let Vectors { vectors } = serde_json::from_str(vectors).expect("the vectors are a fixture");
    let first = &vectors[0];
    let limits = Limits {
        // The vectors are years apart.
        window: SignedDuration::from_hours(24 * 365 * 50),
        ..Limits::default()
    };
    let receiver = |token: &str, key: &str, id: &str| {
        Receiver::new(token.into(), &key.into(), id, limits).expect("a key like the vectors'")
    };
    let (token, key, id) = (&*first.token, &*first.encoding_aes_key, &*first.receive_id);
    let other_key: String = key.chars().rev().collect();
    let ours = receiver(token, key, id);
    let now = Timestamp::from_second(1_700_000_000).expect("a time");
    let signed = vectors.iter().filter_map(|it| {
        let stamp = Stamp {
            msg_signature: &it.msg_signature,
            timestamp: &it.timestamp,
            nonce: &it.nonce,
        };
        ours.check_url(stamp, &it.encrypted, now).ok()
    });
    House {
        signed: signed.collect(),
        other_token: receiver("another", key, id),
        other_key: receiver(token, &other_key, id),
        other_receiver: receiver(token, key, "ww0000000000000000"),
        ours,
        now,
    }
});

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    token: String,
    encoding_aes_key: String,
    receive_id: String,
    timestamp: String,
    nonce: String,
    msg_signature: String,
    encrypted: String,
}
