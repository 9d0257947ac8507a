//! How much a row can be trusted.

use serde::{Deserialize, Serialize};

/// The evidence behind a row (client-api.md §0.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// An official page of WeCom.
    O,
    /// An official page of Weixin.
    W,
    /// Read from the official `@wecom/jssdk`.
    #[serde(rename = "SDK")]
    Sdk,
    /// Doc comments of `@wecom/jssdk`.
    D,
    /// Read from jweixin.
    #[serde(rename = "JW")]
    Jw,
    /// `miniprogram-api-typings`.
    T,
    /// A community thread.
    C,
    /// Unofficial observation.
    U,
    /// A claim of the note the project grew from.
    N,
    /// Our own inference or decision.
    I,
}

/// Where a row comes from: the three fields every row of every file has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Short names explained in `rules/sources.toml`, e.g. `O:93571`.
    pub source: Vec<String>,
    pub grade: Grade,
    /// The day the page was last updated, where it shows one (`2025/07/11`).
    pub date: Option<String>,
}
