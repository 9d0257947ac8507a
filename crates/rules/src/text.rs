//! Words for people, in both languages.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One text in Chinese and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub zh: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl Bilingual {
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self {
            zh: Cow::Borrowed(zh),
            en: Cow::Borrowed(en),
        }
    }

    /// The same text without copying it; for texts of the rule book, which live as long as the program.
    pub fn lend(&'static self) -> Self {
        Self {
            zh: Cow::Borrowed(&self.zh),
            en: Cow::Borrowed(&self.en),
        }
    }

    /// The text with every `{name}` replaced by its value.
    pub fn fill(&self, values: &[(&str, &str)]) -> Self {
        Self {
            zh: Cow::Owned(fill(&self.zh, values)),
            en: Cow::Owned(fill(&self.en, values)),
        }
    }
}

impl Bilingual {
    /// The text with every `{name}` replaced by a text in the same language.
    pub fn fill_words(&self, name: &str, words: &Self) -> Self {
        Self {
            zh: Cow::Owned(fill(&self.zh, &[(name, &words.zh)])),
            en: Cow::Owned(fill(&self.en, &[(name, &words.en)])),
        }
    }
}

/// One pass, so that a value which itself contains `{…}` is not filled again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let named = after.find('}').and_then(|close| {
            let (_, value) = values.iter().find(|(name, _)| *name == &after[..close])?;
            Some((close, value))
        });
        match named {
            Some((close, value)) => {
                filled.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filling_replaces_known_names_once_and_leaves_the_rest() {
        let text = Bilingual::new("最多 {limit}，现有 {found}", "{limit} {unknown} {found} {");
        let filled = text.fill(&[("limit", "64"), ("found", "{limit}")]);
        assert_eq!(filled.zh, "最多 64，现有 {limit}");
        assert_eq!(filled.en, "64 {unknown} {limit} {");
    }
}
