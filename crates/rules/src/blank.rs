//! Which characters are blank.
//!
//! Rust and JavaScript disagree (`trim` removes U+0085 here and U+FEFF there), so the rule book has its own list:
//! everything either of them calls blank, and the zero-width space that comes along when text is copied.

/// Whether the character is blank.
pub const fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r'
            | ' '
            | '\u{85}'
            | '\u{A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200B}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}'
            | '\u{FEFF}'
    )
}

/// The text without blank characters at its ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Whether nothing but blank characters is there.
pub fn is_empty(text: &str) -> bool {
    text.chars().all(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_rust_and_all_that_javascript_call_blank_is_blank() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            if c.is_whitespace() || c == '\u{FEFF}' {
                assert!(is_blank(c), "{:?}", c);
            }
        }
        assert_eq!(trim("\u{FEFF}\u{85}　a b\u{200B}"), "a b");
    }
}
