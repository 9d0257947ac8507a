//! One suite of a provider (第三方应用, 代开发模板), as the provider's console shows it.

use std::path::PathBuf;

use serde::Deserialize;

use super::{
    SuiteId,
    secret::{AesKey, CallbackKeys, Token, WrittenKeys},
};

/// A suite whose command callbacks (指令回调) come to this server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub struct SuiteConfig {
    pub suite_id: SuiteId,
    pub callback: CallbackKeys,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    suite_id: SuiteId,
    callback_token: Option<Token>,
    callback_aes_key: Option<AesKey>,
    callback_aes_key_file: Option<PathBuf>,
}

impl TryFrom<Written> for SuiteConfig {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let keys = WrittenKeys {
            token: written.callback_token,
            aes_key: written.callback_aes_key,
            aes_key_file: written.callback_aes_key_file,
        };
        let callback = keys.checked()?.ok_or(
            "[[suite]] 需要 `callback_token` 和 `callback_aes_key`（或 `callback_aes_key_file`） | [[suite]] needs `callback_token` and `callback_aes_key` (or `callback_aes_key_file`)",
        )?;
        Ok(Self {
            suite_id: written.suite_id,
            callback,
        })
    }
}
