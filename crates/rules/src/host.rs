//! Where the mini program runs, as the SDK sees it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What the SDK tells about the client. Unknown words become `unknown`: a newer SDK must not be refused for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    #[serde(default)]
    pub environment: Environment,
    #[serde(default)]
    pub platform: Platform,
    /// The version of WeCom; `None` when it is not known or cannot be read.
    #[serde(default, deserialize_with = "version_or_none")]
    pub version: Option<WecomVersion>,
    /// What `wx.qy.getContext` said (`normal`, `single_chat_tools`, …); `None` when it was not asked.
    #[serde(default)]
    pub entry: Option<String>,
    /// The names that are functions on `wx.qy`; `None` when the SDK did not look.
    #[serde(default)]
    pub apis: Option<Vec<String>>,
    #[serde(default)]
    pub sdk: Option<String>,
}

impl Host {
    /// Whether the client has the function; `None` when nobody looked.
    pub fn has(&self, api: &str) -> Option<bool> {
        self.apis
            .as_ref()
            .map(|apis| apis.iter().any(|name| name == api))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// WeCom (企业微信).
    Wxwork,
    /// Weixin: no `wx.qy` there.
    Weixin,
    #[default]
    #[serde(other)]
    Unknown,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    Ios,
    Android,
    Windows,
    Mac,
    Devtools,
    #[default]
    #[serde(other)]
    Unknown,
}

impl Platform {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ios => "ios",
            Self::Android => "android",
            Self::Windows => "windows",
            Self::Mac => "mac",
            Self::Devtools => "devtools",
            Self::Unknown => "unknown",
        }
    }

    /// The name as its makers write it, for texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ios => "iOS",
            Self::Android => "Android",
            Self::Windows => "Windows",
            Self::Mac => "Mac",
            Self::Devtools => "devtools",
            Self::Unknown => "?",
        }
    }
}

/// A version of WeCom such as 4.1.20, ordered by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WecomVersion(pub [u32; 4]);

impl WecomVersion {
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self([major, minor, patch, 0])
    }

    /// Reads one to four numbers separated by dots.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = [0; 4];
        let mut parts = text.trim().split('.');
        for (index, number) in numbers.iter_mut().enumerate() {
            match parts.next() {
                Some(part) if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) => {
                    *number = part.parse().ok()?;
                }
                Some(_) => return None,
                None if index == 0 => return None,
                None => break,
            }
        }
        parts.next().is_none().then_some(Self(numbers))
    }
}

impl fmt::Display for WecomVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch, build] = self.0;
        write!(f, "{major}.{minor}.{patch}")?;
        if build > 0 {
            write!(f, ".{build}")?;
        }
        Ok(())
    }
}

impl Serialize for WecomVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WecomVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a version such as 4.1.20"))
    }
}

fn version_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<WecomVersion>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.and_then(|text| WecomVersion::parse(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_number_and_not_by_letter() {
        let parse = |text| WecomVersion::parse(text).unwrap();
        assert!(parse("4.1.9") < parse("4.1.10"));
        assert!(parse("3.1.6") < parse("3.1.12"));
        assert_eq!(parse("4.1"), parse("4.1.0"));
        for bad in [
            "",
            "4..1",
            "v4",
            "4.1.2.3.4",
            "4.1-beta",
            "+4",
            "99999999999",
        ] {
            assert_eq!(WecomVersion::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_host_with_words_of_tomorrow_is_still_read() {
        let host: Host = serde_json::from_str(
            r#"{"environment":"wxwork","platform":"ohos","version":"next","entry":null,"apis":["login"],"new":1}"#,
        )
        .unwrap();
        assert_eq!(host.platform, Platform::Unknown);
        assert_eq!(host.version, None);
        assert_eq!(host.has("login"), Some(true));
        assert_eq!(host.has("shareToExternalChat"), Some(false));
    }
}
