//! One company and its app, as WeCom's admin console shows them.

use std::{fmt, path::PathBuf};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{
    QuotaConfig,
    secret::{AesKey, CallbackKeys, Secret, SecretError, Token, WrittenKeys},
};

/// A company that uses this server, and the app its mini program belongs to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, try_from = "Written")]
pub struct AppConfig {
    /// 我的企业 → 企业信息 → 企业 ID.
    pub corpid: CorpId,
    /// The id of the app that the mini program is linked to.
    pub agentid: i64,
    /// The mini program.
    pub appid: MiniProgramId,
    /// The rule this company's administrator chose, when it is not the one of
    /// the file's own `[quota]`.
    pub quota: Option<QuotaConfig>,
    /// 接收消息 of this app; without them WeCom cannot call.
    pub callback: Option<CallbackKeys>,
    secret: Secret,
}

impl AppConfig {
    /// The app's secret, read from its file when it has one.
    ///
    /// # Errors
    /// The file cannot be read or is empty.
    pub fn secret(&self) -> Result<SecretString, SecretError> {
        self.secret.read()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    corpid: CorpId,
    agentid: i64,
    appid: MiniProgramId,
    quota: Option<QuotaConfig>,
    secret: Option<SecretString>,
    secret_file: Option<PathBuf>,
    callback_token: Option<Token>,
    callback_aes_key: Option<AesKey>,
    callback_aes_key_file: Option<PathBuf>,
}

impl TryFrom<Written> for AppConfig {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let secret = match (written.secret, written.secret_file) {
            (Some(_), Some(_)) => {
                return Err(
                    "`secret` 和 `secret_file` 只能写一个 | give either `secret` or `secret_file`, not both",
                );
            }
            (None, None) => {
                return Err(
                    "缺少 `secret` 或 `secret_file`（应用的 Secret） | needs `secret` or `secret_file`",
                );
            }
            (Some(secret), None) if secret.expose_secret().trim().is_empty() => {
                return Err(
                    "`secret` 是空的，请填写应用的 Secret | `secret` is empty; write the app's Secret",
                );
            }
            (Some(secret), None) => Secret::Inline(secret),
            (None, Some(path)) => Secret::File(path),
        };
        Ok(Self {
            corpid: written.corpid,
            agentid: written.agentid,
            appid: written.appid,
            quota: written.quota,
            callback: WrittenKeys {
                token: written.callback_token,
                aes_key: written.callback_aes_key,
                aes_key_file: written.callback_aes_key_file,
            }
            .checked()?,
            secret,
        })
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefixes:expr, $message:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let known = $prefixes.iter().any(|prefix| text.starts_with(prefix));
                let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
                if known && plain && (4..=64).contains(&text.len()) {
                    Ok(Self(text))
                } else {
                    Err($message)
                }
            }
        }

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A company's id (server-api.md §1.3).
    CorpId,
    ["ww", "wx", "wp"],
    "`corpid` 应类似 ww1234567890abcdef（管理后台 → 我的企业 → 企业信息 → 企业 ID） | `corpid` should look like ww1234567890abcdef (企业 ID, under 我的企业 → 企业信息)"
);
id!(
    /// A mini program's id.
    MiniProgramId,
    ["wx"],
    "`appid` 应是小程序的 AppID，类似 wx1234567890abcdef | `appid` should be the mini program's AppID, like wx1234567890abcdef"
);
id!(
    /// A provider's suite, or the template of its apps (server-api.md §10.1).
    SuiteId,
    ["ww", "wx", "tj", "dk"],
    "`suite_id` 应是第三方应用的 SuiteID，类似 ww1234567890abcdef | `suite_id` should be the suite's id, like ww1234567890abcdef"
);
