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
