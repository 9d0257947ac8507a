//! The shape of a world file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::callback::CallbackFile;
use super::error::Fault;
use super::facts::{Follow, GroupProfile, Profile};
use super::generate::Generate;
use super::limits::Limits;
use super::rights::Right;
use super::unknown::Unknown;
use super::words::plain;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorldFile {
    pub clock: Option<Spanned<toml::Value>>,
    #[serde(default)]
    pub phone: PhoneFile,
    #[serde(default)]
    pub unknown: Unknown,
    #[serde(default)]
    pub limits: Limits,
    /// Needed unless a company is generated.
    pub company: Option<Spanned<Vec<CompanyFile>>>,
    pub generate: Option<Spanned<Generate>>,
    #[serde(default)]
    pub provider: Vec<ProviderFile>,
}

/// A service provider (服务商) and its suites (server-api.md §10).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProviderFile {
    pub corpid: Spanned<String>,
    pub name: String,
    pub secret: Spanned<String>,
    pub trusted_ips: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub suite: Vec<SuiteFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SuiteFile {
    pub id: Spanned<String>,
    pub name: String,
    pub secret: Spanned<String>,
    pub appid: Option<Spanned<String>>,
    /// A ticket that always holds, for worlds that no callback is sent from.
    pub ticket: Option<String>,
    pub callback: Option<CallbackFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhoneFile {
    pub corpid: Option<Spanned<String>>,
    pub member: Option<Spanned<String>>,
    pub platform: Option<Platform>,
    pub version: Option<Spanned<String>>,
    pub ex: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CompanyFile {
    pub corpid: Spanned<String>,
    pub name: String,
    #[serde(default)]
    pub quota: QuotaFile,
    #[serde(default)]
    pub app: Vec<AppFile>,
    pub member: Spanned<Vec<MemberFile>>,
    #[serde(default)]
    pub customer: Vec<CustomerFile>,
    #[serde(default)]
    pub group: Vec<GroupFile>,
    #[serde(default)]
    pub tag_group: Vec<TagGroupFile>,
    #[serde(default)]
    pub unassigned: Vec<UnassignedFile>,
}

/// Tags that exist when the world begins (server-api.md §4.9).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TagGroupFile {
    pub id: Spanned<String>,
    pub name: String,
    #[serde(default)]
    pub order: u32,
    /// Of a rule group (规则组) instead of the whole company.
    pub strategy: Option<i64>,
    pub tag: Spanned<Vec<TagFile>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TagFile {
    pub id: Spanned<String>,
    pub name: String,
    #[serde(default)]
    pub order: u32,
}

/// A customer of a member who has left, waiting for somebody else (server-api.md §4.10).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnassignedFile {
    pub userid: Spanned<String>,
    pub customer: Spanned<String>,
    pub left: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct QuotaFile {
    pub mode: QuotaMode,
    pub count: Count,
}

/// The three rules of 企业微信 → 群发助手 → 设置群发规则 (client-api.md §3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaMode {
    #[default]
    OnePerDay,
    SevenPerWeek,
    DaysOfMonth,
}

impl QuotaMode {
    /// The word of world files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnePerDay => "one_per_day",
            Self::SevenPerWeek => "seven_per_week",
            Self::DaysOfMonth => "days_of_month",
        }
    }
}

/// Whose sends count; the client pages and the server page disagree (client-api.md §3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    #[default]
    PerSender,
    PerReceiver,
}

impl Count {
    /// The word of world files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PerSender => "per_sender",
            Self::PerReceiver => "per_receiver",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    Ios,
    #[default]
    Android,
    Windows,
    Mac,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AppFile {
    pub agentid: Spanned<i64>,
    pub name: String,
    pub secret: Spanned<String>,
    pub appid: Option<Spanned<String>>,
    #[serde(default = "yes")]
    pub customer_contact: bool,
    #[serde(default = "yes")]
    pub enabled: bool,
    pub visible: Option<Vec<Spanned<String>>>,
    /// The suite this app is an installation of; its secret is then the permanent code.
    pub suite: Option<Spanned<String>>,
    /// Of a provider's app: whether the company has installed it already.
    #[serde(default = "yes")]
    pub installed: bool,
    /// Permissions of a provider's app; all when absent.
    pub rights: Option<Spanned<Vec<Right>>>,
    pub trusted_ips: Option<Vec<Spanned<String>>>,
    pub callback: Option<CallbackFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberFile {
    pub userid: Spanned<String>,
    pub name: String,
    #[serde(default = "yes")]
    pub customer_contact: bool,
    /// Has an interop license (互通账号), which providers' apps need (server-api.md §10.3).
    #[serde(default = "yes")]
    pub licensed: bool,
    #[serde(default)]
    pub departments: Vec<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomerFile {
    pub id: Spanned<String>,
    pub name: String,
    pub color: Option<String>,
    pub followers: Vec<Spanned<String>>,
    #[serde(default = "yes")]
    pub friend: bool,
    /// What externalcontact/get tells beyond the name.
    pub profile: Option<Spanned<Profile>>,
    /// By userid, what each follower noted.
    pub follow: Option<Spanned<BTreeMap<String, Spanned<Follow>>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupFile {
    pub id: Spanned<String>,
    pub name: String,
    pub owner: Spanned<String>,
    #[serde(default)]
    pub members: Vec<Spanned<String>>,
    #[serde(default)]
    pub notice: String,
    pub profile: Option<Spanned<GroupProfile>>,
}

fn yes() -> bool {
    true
}

pub(super) fn parse(text: &str) -> Result<WorldFile, Fault> {
    toml::from_str(text).map_err(|error| {
        let said = error.message();
        let span = error.span().unwrap_or(0..0);
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let (zh, en) = plain(said, text[start..].lines().next().unwrap_or_default());
        Fault::new(
            if said.starts_with("unknown field") {
                "unknown_key"
            } else {
                "world_malformed"
            },
            span,
            zh,
            en,
        )
    })
}
