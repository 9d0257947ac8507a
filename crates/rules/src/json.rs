//! JSON as JavaScript writes it.
//!
//! A JavaScript string may hold half of a surrogate pair and `JSON.stringify` writes it as `\ud83d`; a Rust string
//! cannot hold it, and `serde_json` stops there without a place. Such a half is read as [`LONE_SURROGATE`], a
//! noncharacter that no text for people contains, so that the reader of a draft can name the place.

use serde_json::Value;

use crate::{codes::FaultCode, fault::Fault};

/// Stands for half of a surrogate pair. The same noncharacter written out by a caller is refused the same way.
pub const LONE_SURROGATE: char = '\u{FFFF}';

/// Parses JSON text. The only fault is of the text as a whole.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let first = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let unreadable = |error: &serde_json::Error| {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        Fault::new(
            FaultCode::JsonUnreadable,
            "",
            &[("line", &line), ("column", &column)],
        )
    };
    match replace_lone_surrogates(text) {
        Some(replaced) => serde_json::from_str(&replaced).map_err(|error| unreadable(&error)),
        None => Err(unreadable(&first)),
    }
}

/// The text with every escape of a lone surrogate replaced; `None` when there is none.
fn replace_lone_surrogates(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut replaced = String::new();
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match unit(bytes, at) {
            Some(0xD800..=0xDBFF) if matches!(unit(bytes, at + 6), Some(0xDC00..=0xDFFF)) => {
                at += 12
            }
            Some(0xD800..=0xDFFF) => {
                replaced.push_str(&text[copied..at]);
                replaced.push_str("\\uffff");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            // Any other escape is two bytes; the second may be a backslash.
            None => at += 2,
        }
    }
    if copied == 0 {
        return None;
    }
    replaced.push_str(&text[copied..]);
    Some(replaced)
}

/// The code unit of a `\uXXXX` escape at `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at + 6)?;
    let digits = escape.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    if digits.starts_with('+') {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_pair_is_marked_and_whole_pairs_are_kept() {
        let value =
            parse(r#"{"a":"\ud83d\ude00","b":"x\ud83d","c":"\\ud83d","d":"\ude00\ud83dy"}"#)
                .unwrap();
        assert_eq!(value["a"], "😀");
        assert_eq!(value["b"], "x\u{FFFF}");
        assert_eq!(value["c"], "\\ud83d");
        assert_eq!(value["d"], "\u{FFFF}\u{FFFF}y");
    }

    #[test]
    fn text_that_is_not_json_is_one_fault_with_line_and_column() {
        let fault = parse("{\n  nope").unwrap_err();
        assert_eq!(fault.code, FaultCode::JsonUnreadable);
        assert_eq!(fault.place, "");
        assert!(fault.en.contains("line 2"), "{}", fault.en);
    }

    #[test]
    fn a_cut_escape_at_the_end_does_not_panic() {
        for text in [
            "\"\\u",
            "\"\\ud8",
            "\"\\ud83d",
            "\\",
            "\"\\ud83d\\u",
            "\"\\u+123\"",
        ] {
            let _ = parse(text);
        }
    }
}
