//! The words of an answer, and how each platform spells them.
//!
//! The spellings are those seen on the platforms (errors-seen.md, client-api.md §1 and §6.5). Most were seen in H5 pages;
//! that mini programs there get the same is inference. A caller that reads `errMsg || err_msg || errmsg` loosely, as
//! client-api.md §1 advises, understands all of them.

use serde_json::{Value, json};

use crate::Text;
use crate::world::Platform;

/// What WeCom says to a call.
#[derive(Clone, Debug)]
pub(in crate::phones) enum Said {
    Ok,
    /// The member backed out.
    Cancel,
    Fail {
        /// Empty where the page says only that it fails.
        words: String,
        /// Why, for the journal: WeCom itself does not say.
        why: Text,
    },
    /// The client does not know the function in this form.
    NotThere {
        why: Text,
    },
}

impl Said {
    pub fn fail(words: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Fail {
            words: words.into(),
            why: Text::new(zh, en),
        }
    }

    /// As [`Self::fail`], for words that no source gives for this call: taken from a sibling.
    pub fn inferred(words: &str, zh: &str, en: &str) -> Self {
        Self::fail(
            words,
            format!("{zh}；这段文字是推断的，没有资料"),
            format!("{en}; these words are inferred, no source has them"),
        )
    }

    pub const fn is_ok(&self) -> bool {
        matches!(self, Self::Ok)
    }

    pub fn why(&self) -> Option<&Text> {
        match self {
            Self::Ok | Self::Cancel => None,
            Self::Fail { why, .. } | Self::NotThere { why } => Some(why),
        }
    }

    pub fn words(&self) -> &str {
        match self {
            Self::Ok => "ok",
            Self::Cancel => "cancel",
            Self::Fail { words, .. } if words.is_empty() => "fail",
            Self::Fail { words, .. } => words,
            Self::NotThere { .. } => "function_not_exist",
        }
    }

    /// The object a callback gets: `data` with the platform's form of the words.
    pub fn spelled(&self, platform: Platform, api: &str, data: Value) -> Value {
        let (key, text, code) = match (self, platform) {
            (Self::Cancel, _) => ("errMsg", format!("{api}:cancel"), None),
            (Self::NotThere { .. }, _) => ("errMsg", format!("{api}:function_not_exist"), None),
            (Self::Ok, Platform::Android) => ("errMsg", format!("qy.{api}:ok"), None),
            (Self::Ok, Platform::Ios | Platform::Mac) => ("errMsg", format!("{api}:ok"), None),
            (Self::Ok, Platform::Windows) => ("err_msg", format!("qy.{api}:ok"), Some(0)),
            (Self::Fail { words, .. }, _) if words.is_empty() => {
                ("errMsg", format!("{api}:fail"), None)
            }
            (Self::Fail { words, .. }, Platform::Android) => {
                ("errMsg", format!("qy.{api}:fail {words}"), None)
            }
            (Self::Fail { words, .. }, Platform::Ios) => {
                ("errMsg", format!("{api}:fail_{words}"), None)
            }
            (Self::Fail { words, .. }, Platform::Windows) => {
                ("errmsg", format!("{api}:fail_{words}"), None)
            }
            (Self::Fail { words, .. }, Platform::Mac) => {
                ("errMsg", format!("{api}:fail_fail_{words}"), Some(2))
            }
        };
        let mut answer = data;
        answer[key] = json!(text);
        if let Some(code) = code {
            answer["err_code"] = json!(code);
        }
        answer
    }
}
