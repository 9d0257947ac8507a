//! Where an app's events go: URL, Token and EncodingAESKey of 接收事件服务器 (server-api.md §9.1).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use toml::Spanned;

use super::error::Fault;

/// The 43rd letter of a key carries two bits that mean nothing and are often set.
const LOOSE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

#[derive(Clone)]
pub struct Callback {
    pub url: String,
    pub token: String,
    /// From EncodingAESKey.
    pub key: [u8; 32],
    pub format: Format,
}

/// How events are written. XML is the default; JSON is a setting of the console (server-api.md §9.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    #[default]
    Xml,
    Json,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CallbackFile {
    pub url: Spanned<String>,
    pub token: Spanned<String>,
    pub aes_key: Spanned<String>,
    #[serde(default)]
    pub format: Format,
}

impl CallbackFile {
    pub fn checked(self) -> Result<Callback, Fault> {
        let url = self.url.get_ref();
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(Fault::new(
                "bad_callback_url",
                self.url.span(),
                format!("回调地址 {url} 应以 http:// 或 https:// 开头"),
                format!("the callback's address {url} must begin with http:// or https://"),
            ));
        }
        let token = self.token.get_ref();
        if token.is_empty()
            || token.len() > 32
            || !token.bytes().all(|it| it.is_ascii_alphanumeric())
        {
            return Err(Fault::new(
                "bad_callback_token",
                self.token.span(),
                "Token 应为 1 到 32 个字母或数字".to_owned(),
                "the Token must be 1 to 32 letters or digits".to_owned(),
            ));
        }
        let key = key(self.aes_key.get_ref()).ok_or_else(|| {
            Fault::new(
                "bad_aes_key",
                self.aes_key.span(),
                "EncodingAESKey 应为 43 个字母或数字".to_owned(),
                "the EncodingAESKey must be 43 letters or digits".to_owned(),
            )
        })?;
        Ok(Callback {
            url: self.url.into_inner(),
            token: self.token.into_inner(),
            key,
            format: self.format,
        })
    }
}

pub(crate) fn key(text: &str) -> Option<[u8; 32]> {
    if text.len() != 43 || !text.bytes().all(|it| it.is_ascii_alphanumeric()) {
        return None;
    }
    LOOSE.decode(text).ok()?.try_into().ok()
}

impl std::fmt::Debug for Callback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Callback")
            .field("url", &self.url)
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}
