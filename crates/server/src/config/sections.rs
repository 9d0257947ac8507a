//! The smaller tables of the file, with their defaults.

use serde::Deserialize;
use wecom_share_rules::{
    page::Suffix,
    quota::{Count, Mode},
};

use super::read;

/// `[wecom]`: where WeCom's server API is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WecomConfig {
    /// Scheme and host, without `/cgi-bin`.
    pub base_url: BaseUrl,
    /// Whole seconds to wait for an answer.
    #[serde(deserialize_with = "read::positive")]
    pub timeout_seconds: u64,
}

impl Default for WecomConfig {
    fn default() -> Self {
        Self {
            base_url: BaseUrl("https://qyapi.weixin.qq.com".to_owned()),
            timeout_seconds: 10,
        }
    }
}

/// An address that others are appended to: `http://` or `https://`, without a
/// slash at its end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl(String);

impl TryFrom<String> for BaseUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        match rest.map(|rest| rest.trim_end_matches('/')) {
            Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', ' ']) => {
                Ok(Self(text.trim_end_matches('/').to_owned()))
            }
            _ => Err(
                "应是 https://share.example.com 这样的地址 | should be an address like https://share.example.com",
            ),
        }
    }
}

impl BaseUrl {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `[quota]`: how often a company lets a customer be reached.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuotaConfig {
    /// The rule an administrator chose: `one_per_day`, `seven_per_week` or
    /// `days_of_month`. The daily rule is what the client pages state as the
    /// default (client-api.md §3.2).
    pub mode: Mode,
    /// Whose messages count together: `per_sender` or `per_receiver`. The two
    /// official pages disagree.
    pub count: Count,
}

/// `[ex]`: the private call `shareAppMessageEx`, about which sources disagree.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExConfig {
    /// What follows the page's path in this call: `.html`, or nothing.
    pub page_suffix: Suffix,
}

/// `[callback]`: what is taken of WeCom's calls.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallbackConfig {
    /// How far a call's time may be from ours, in seconds. WeCom's pages tell
    /// no number (server-api.md §9.5): this one is ours.
    #[serde(deserialize_with = "read::window")]
    pub window_seconds: u32,
    /// The largest body, in bytes. The largest documented message names the
    /// members of a group, which are at most 500; the number is ours too.
    #[serde(deserialize_with = "read::positive")]
    pub body_bytes: usize,
    /// How long handled messages are kept, in days. Until then a repeated
    /// delivery is recognised.
    #[serde(deserialize_with = "read::positive")]
    pub keep_days: u32,
}

impl Default for CallbackConfig {
    fn default() -> Self {
        Self {
            window_seconds: 300,
            body_bytes: 256 * 1024,
            keep_days: 30,
        }
    }
}

/// `[limits]`: what the server accepts and how long it remembers.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// The largest picture a mini program may send, in bytes.
    #[serde(deserialize_with = "read::positive")]
    pub upload_bytes: usize,
    /// The largest other request body, in bytes. A share to 20,000 customers
    /// takes some 700,000.
    #[serde(deserialize_with = "read::positive")]
    pub body_bytes: usize,
    /// How long one request may take, in seconds.
    #[serde(deserialize_with = "read::positive")]
    pub request_seconds: u64,
    /// How long a session lives, in hours.
    #[serde(deserialize_with = "read::positive")]
    pub session_hours: u32,
    /// How long answers about members, customers and groups are trusted, in
    /// seconds.
    pub lists_seconds: u64,
    /// How old they may be for a plan when WeCom does not answer in time, in
    /// seconds. A refusal never rests on such.
    pub stale_lists_seconds: u64,
    /// How long a plan waits for newer ones while it has such, in milliseconds.
    #[serde(deserialize_with = "read::positive")]
    pub patience_ms: u64,
    /// How many logins one address may try in a minute.
    #[serde(deserialize_with = "read::positive")]
    pub logins_per_minute: u32,
    /// How many openings one address may report in a minute. Many customers
    /// may sit behind one address of a mobile network.
    #[serde(deserialize_with = "read::positive")]
    pub openings_per_minute: u32,
    /// Whether the last address in `X-Forwarded-For` is the caller's: only
    /// behind a proxy that writes it.
    pub trust_forwarded_for: bool,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            upload_bytes: 20 * 1024 * 1024,
            body_bytes: 1024 * 1024,
            request_seconds: 60,
            session_hours: 12,
            lists_seconds: 60,
            stale_lists_seconds: 900,
            patience_ms: 1500,
            logins_per_minute: 120,
            openings_per_minute: 6000,
            trust_forwarded_for: false,
        }
    }
}
