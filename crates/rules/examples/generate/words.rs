//! `rules/sdk.toml`: the few words the SDK has room for.

use serde::Deserialize;
use wecom_share_rules::book::Who;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub text: Vec<Text>,
    pub remedy: Vec<Remedy>,
    #[serde(rename = "source")]
    _source: Vec<String>,
    #[serde(rename = "grade")]
    _grade: String,
}

/// One text of several codes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub zh: String,
    /// Absent: the words of the code.
    pub en: Option<String>,
    pub codes: Vec<String>,
}

/// What helps against causes, or against all whose action is that of `who`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    pub zh: String,
    pub en: String,
    pub page: Option<String>,
    #[serde(default)]
    pub causes: Vec<String>,
    pub who: Option<Who>,
}

impl Words {
    pub fn read() -> Self {
        let text = include_str!("../../../../rules/sdk.toml");
        toml::from_str(text).unwrap_or_else(|error| panic!("rules/sdk.toml: {error}"))
    }
}
