//! `capabilities.toml`: which client can do what, since when, for whom.

use serde::{Deserialize, Deserializer, Serialize};

use super::grade::Grade;
use crate::host::{Platform, WecomVersion};

/// Where the call runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Runtime {
    /// A mini program in WeCom (`wx.qy.*`).
    #[default]
    #[serde(rename = "mp")]
    MiniProgram,
    /// A web page in WeCom (`ww.*`, legacy `wx.*`).
    #[serde(rename = "h5")]
    H5,
    /// WeCom's server API.
    #[serde(rename = "server")]
    Server,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capabilities {
    #[serde(rename = "capability")]
    pub rows: Vec<Capability>,
}

/// One call, or one feature of a call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    pub api: String,
    /// Empty: the call itself. Otherwise a parameter or form of it.
    #[serde(default)]
    pub feature: String,
    pub runtime: Vec<Runtime>,
    pub ios: Support,
    pub android: Support,
    pub windows: Support,
    pub mac: Support,
    /// Kinds of app: `self_built`, `service_provider`, `third_party`; empty: not stated.
    pub apps: Vec<String>,
    /// What must hold, in the words of `rules/README.md`.
    pub rights: Vec<String>,
    /// Entries the mini program may have been opened from; empty: any.
    #[serde(default)]
    pub entries: Vec<String>,
    /// The quota that counts the call (`quotas.toml`), or `none_stated`.
    pub quota: String,
    pub note: Option<String>,
    pub source: Vec<String>,
    pub grade: Grade,
    pub date: Option<String>,
}

/// Whether a platform has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Excluded by a source.
    No,
    /// There, but no source says since when.
    Yes,
    /// There from this version on.
    From(WecomVersion),
    /// No source says anything.
    NotStated,
}

impl Capabilities {
    /// What the book says about the call (`feature` empty) or a feature of it.
    pub fn support(
        &self,
        api: &str,
        feature: &str,
        runtime: Runtime,
        platform: Platform,
    ) -> Support {
        self.find(api, feature, runtime)
            .map_or(Support::NotStated, |row| row.on(platform))
    }

    pub fn find(&self, api: &str, feature: &str, runtime: Runtime) -> Option<&Capability> {
        let wanted = |row: &&Capability| {
            row.api == api && row.feature == feature && row.runtime.contains(&runtime)
        };
        self.rows.iter().find(wanted)
    }
}

impl Capability {
    pub fn on(&self, platform: Platform) -> Support {
        match platform {
            Platform::Ios => self.ios,
            Platform::Android => self.android,
            Platform::Windows => self.windows,
            Platform::Mac => self.mac,
            // The pages exclude the developer tools once for all calls (client-api.md §1).
            Platform::Devtools => Support::No,
            Platform::Unknown => Support::NotStated,
        }
    }
}

impl<'de> Deserialize<'de> for Support {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.as_str() {
            "no" => Ok(Self::No),
            "yes" => Ok(Self::Yes),
            "not stated" => Ok(Self::NotStated),
            version => WecomVersion::parse(version).map(Self::From).ok_or_else(|| {
                serde::de::Error::custom(
                    r#"wanted "no", "yes", "not stated" or a version such as "4.1.10""#,
                )
            }),
        }
    }
}
