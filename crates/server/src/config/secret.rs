//! Secrets, written in the configuration or in a file of their own.

use std::path::PathBuf;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use thiserror::Error;
use wecom_api::callback::{KeyFault, Limits, Receiver};

#[derive(Debug, Clone)]
pub(super) enum Secret {
    Inline(SecretString),
    File(PathBuf),
}

/// A secret's file could not be used.
#[derive(Debug, Error)]
pub enum SecretError {
    #[error(
        "{path}: 无法读取密钥文件，请检查路径和权限：{source}\n\
         {path}: cannot read the secret's file; check the path and its permissions: {source}",
        path = path.display()
    )]
    Unreadable {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{path}: 密钥文件是空的，请写入管理后台显示的值（应用的 Secret，或回调的 EncodingAESKey）\n\
         {path}: the secret's file is empty; write what the admin console shows into it (the app's Secret, or the callbacks' EncodingAESKey)",
        path = path.display()
    )]
    Empty { path: PathBuf },
    #[error(
        "{path}: 不是有效的 EncodingAESKey，应为管理后台生成的 43 位字母和数字：{source}\n\
         {path}: not an EncodingAESKey, which is 43 letters and digits as the admin console makes them: {source}",
        path = path.display()
    )]
    AesKey { path: PathBuf, source: KeyFault },
    #[error(
        "[images.s3] 缺少 `secret_key` 或 `secret_key_file`\n\
         [images.s3] needs `secret_key` or `secret_key_file`"
    )]
    NoS3Secret,
}

impl Secret {
    pub(super) fn read(&self) -> Result<SecretString, SecretError> {
        let path = match self {
            Self::Inline(secret) => return Ok(secret.clone()),
            Self::File(path) => path,
        };
        let text = std::fs::read_to_string(path).map_err(|source| SecretError::Unreadable {
            path: path.clone(),
            source,
        })?;
        let text = text.trim();
        if text.is_empty() {
            return Err(SecretError::Empty { path: path.clone() });
        }
        Ok(SecretString::from(text))
    }
}

/// 接收消息服务器配置 of one app or suite: what WeCom's calls are checked with.
#[derive(Debug, Clone)]
pub struct CallbackKeys {
    token: SecretString,
    aes_key: Secret,
}

impl CallbackKeys {
    /// Reads the key's file, when it has one. `receive_id` is the company's
    /// id, or the suite's.
    ///
    /// # Errors
    /// The file cannot be read, or holds no EncodingAESKey.
    pub fn receiver(&self, receive_id: &str, limits: Limits) -> Result<Receiver, SecretError> {
        let aes_key = self.aes_key.read()?;
        Receiver::new(self.token.clone(), &aes_key, receive_id, limits).map_err(|source| {
            SecretError::AesKey {
                path: match &self.aes_key {
                    Secret::File(path) => path.clone(),
                    Secret::Inline(_) => PathBuf::new(),
                },
                source,
            }
        })
    }
}

/// `callback_token`: what is wrong with it is said at its own line.
#[derive(Clone, Deserialize)]
#[serde(try_from = "SecretString")]
pub(super) struct Token(SecretString);

/// Page 90930 (2024/12/13).
impl TryFrom<SecretString> for Token {
    type Error = &'static str;

    fn try_from(written: SecretString) -> Result<Self, Self::Error> {
        let token = written.expose_secret();
        let plain = token.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if plain && (1..=32).contains(&token.len()) {
            return Ok(Self(written));
        }
        Err(
            "`callback_token` 应为管理后台「接收消息」里的 Token：1 到 32 位字母和数字 | `callback_token` should be the Token of 接收消息: 1 to 32 letters and digits",
        )
    }
}

/// `callback_aes_key`, the same way.
#[derive(Clone, Deserialize)]
#[serde(try_from = "SecretString")]
pub(super) struct AesKey(SecretString);

impl TryFrom<SecretString> for AesKey {
    type Error = &'static str;

    fn try_from(written: SecretString) -> Result<Self, Self::Error> {
        match Receiver::new(String::new().into(), &written, "", Limits::default()) {
            Ok(_) => Ok(Self(written)),
            Err(_) => Err(
                "`callback_aes_key` 应为管理后台「接收消息」里的 EncodingAESKey：43 位字母和数字 | `callback_aes_key` should be the EncodingAESKey of 接收消息: 43 letters and digits",
            ),
        }
    }
}

/// As the three keys stand in a table of the file.
pub(super) struct WrittenKeys {
    pub(super) token: Option<Token>,
    pub(super) aes_key: Option<AesKey>,
    pub(super) aes_key_file: Option<PathBuf>,
}

impl WrittenKeys {
    /// None when there are none: then this app or suite takes no callbacks.
    pub(super) fn checked(self) -> Result<Option<CallbackKeys>, &'static str> {
        let aes_key = match (self.aes_key, self.aes_key_file) {
            (Some(_), Some(_)) => {
                return Err(
                    "`callback_aes_key` 和 `callback_aes_key_file` 只能写一个 | give either `callback_aes_key` or `callback_aes_key_file`, not both",
                );
            }
            (None, None) if self.token.is_none() => return Ok(None),
            (None, None) => {
                return Err(
                    "有 `callback_token`，还缺 `callback_aes_key` 或 `callback_aes_key_file`（接收消息的 EncodingAESKey） | `callback_token` needs `callback_aes_key` or `callback_aes_key_file` beside it",
                );
            }
            (Some(AesKey(key)), None) => Secret::Inline(key),
            (None, Some(path)) => Secret::File(path),
        };
        let Token(token) = self.token.ok_or(
            "有回调的 EncodingAESKey，还缺 `callback_token`（接收消息的 Token） | the callbacks' EncodingAESKey needs `callback_token` beside it",
        )?;
        Ok(Some(CallbackKeys { token, aes_key }))
    }
}
