//! Finding the message in whatever a person or a client hands over: an answer object, a text, a number, a log line.

use serde_json::{Map, Number, Value};

/// What an answer says, as far as it could be made out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawAnswer {
    /// The message of the client, prefix included.
    pub message: Option<String>,
    /// WeCom's server number (`errcode`).
    pub number: Option<i64>,
    /// The client's own number (`err_code`, `errCode`), whose meaning no official page states.
    pub client_number: Option<i64>,
}

impl RawAnswer {
    /// Reads `errMsg || err_msg || errmsg || fail_reason` of an answer object; anything else is read as text.
    pub fn from_value(value: &Value) -> Self {
        match value {
            Value::Object(object) => Self::from_object(object),
            Value::String(text) => Self::from_text(text),
            Value::Number(number) => Self {
                number: whole(number),
                ..Self::default()
            },
            Value::Null | Value::Bool(_) | Value::Array(_) => Self::default(),
        }
    }

    /// Reads a number, an answer in JSON, or a line of a log that contains one of them.
    pub fn from_text(text: &str) -> Self {
        let text = crate::blank::trim(text);
        if let Some(number) = parsed(text) {
            return Self {
                number: Some(number),
                ..Self::default()
            };
        }
        if let Some(found) = json_inside(text) {
            return found;
        }
        Self {
            number: number_after(text, "errcode").or_else(|| leading_number(text)),
            message: Some(text.to_owned()).filter(|text| !text.is_empty()),
            client_number: None,
        }
    }

    fn from_object(object: &Map<String, Value>) -> Self {
        let text = |key: &str| {
            object
                .get(key)
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty())
        };
        let number = |key: &str| match object.get(key) {
            Some(Value::Number(number)) => whole(number),
            Some(Value::String(text)) => parsed(text),
            _ => None,
        };
        let message = text("errMsg")
            .or_else(|| text("err_msg"))
            .or_else(|| text("errmsg"))
            .or_else(|| text("fail_reason"));
        let found = Self {
            message: message.map(str::to_owned),
            number: number("errcode"),
            client_number: number("err_code").or_else(|| number("errCode")),
        };
        if found != Self::default() {
            return found;
        }
        // Loggers wrap answers: {"level":"error","error":{"errMsg":…}}.
        let inner = object.values().find_map(|value| match value {
            Value::Object(inner) => {
                Some(Self::from_object(inner)).filter(|found| *found != Self::default())
            }
            _ => None,
        });
        let texts = ["message", "msg", "raw", "error"];
        inner
            .or_else(|| texts.iter().find_map(|key| text(key)).map(Self::from_text))
            .unwrap_or_default()
    }
}

impl From<&Value> for RawAnswer {
    fn from(value: &Value) -> Self {
        Self::from_value(value)
    }
}

impl From<&str> for RawAnswer {
    fn from(text: &str) -> Self {
        Self::from_text(text)
    }
}

/// The first object in the text that says something.
fn json_inside(text: &str) -> Option<RawAnswer> {
    let starts = text.match_indices('{').take(4);
    let found = starts.filter_map(|(at, _)| {
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(Value::Object(object))) => Some(RawAnswer::from_object(&object)),
            _ => None,
        }
    });
    found
        .into_iter()
        .find(|found| *found != RawAnswer::default())
}

/// The number that follows a word: `errcode=48002`, `"errcode": -1`.
fn number_after(text: &str, word: &str) -> Option<i64> {
    let rest = &text[text.find(word)? + word.len()..];
    let digits = rest.trim_start_matches(['"', '\'', ':', '=', ' ', '\\', '(']);
    integer(digits)
}

/// `48002 api forbidden`, as people paste it.
fn leading_number(text: &str) -> Option<i64> {
    let number = integer(text)?;
    let rest = text.trim_start_matches(|c: char| c == '-' || c.is_ascii_digit());
    rest.starts_with([' ', ',', ':', '\t']).then_some(number)
}

/// The number in the address that WeCom puts behind every `errmsg`, then numbers of five digits and more that stand
/// alone in a text: those of the server are, and few others in a log.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = i64> {
    let address = number_after(text, "query?e=").into_iter();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let alone = words
        .filter(|word| word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_digit()))
        .filter_map(parsed);
    address.chain(alone)
}

fn integer(text: &str) -> Option<i64> {
    let end = text
        .char_indices()
        .find(|&(at, c)| !(c.is_ascii_digit() || (at == 0 && c == '-')));
    parsed(&text[..end.map_or(text.len(), |(at, _)| at)])
}

/// WeCom's numbers have few digits. Larger ones are no numbers of the server, and JavaScript cannot hold all of them.
fn parsed(text: &str) -> Option<i64> {
    text.parse::<i32>().ok().map(i64::from)
}

/// The same of a number in JSON; `48002.0` is `48002` to JavaScript.
fn whole(number: &Number) -> Option<i64> {
    let number = number.as_f64()?;
    (number.fract() == 0.0 && number.abs() <= f64::from(i32::MAX)).then_some(number as i64)
}
