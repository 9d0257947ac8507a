//! Which `wx.qy` call a share takes, and why not another.

use serde::{Deserialize, Serialize};

use crate::{
    book::{self, Runtime, Support},
    codes::ReasonCode,
    draft::{Attachment, Draft, TargetKind},
    host::{Environment, Host},
    text::Bilingual,
};

/// The calls a share can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Api {
    #[serde(rename = "shareToExternalContact")]
    ShareToExternalContact,
    #[serde(rename = "shareToExternalChat")]
    ShareToExternalChat,
    #[serde(rename = "shareToExternalMoments")]
    ShareToExternalMoments,
    #[serde(rename = "sendChatMessage")]
    SendChatMessage,
    #[serde(rename = "shareAppMessageEx")]
    ShareAppMessageEx,
}

impl Api {
    pub const ALL: [Self; 5] = [
        Self::ShareToExternalContact,
        Self::ShareToExternalChat,
        Self::ShareToExternalMoments,
        Self::SendChatMessage,
        Self::ShareAppMessageEx,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ShareToExternalContact => "shareToExternalContact",
            Self::ShareToExternalChat => "shareToExternalChat",
            Self::ShareToExternalMoments => "shareToExternalMoments",
            Self::SendChatMessage => "sendChatMessage",
            Self::ShareAppMessageEx => "shareAppMessageEx",
        }
    }
}

/// The chosen call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    pub api: Api,
    pub reason: Reason,
    pub passed_over: Vec<PassedOver>,
    /// How the arguments are shaped.
    #[serde(skip)]
    pub form: Form,
    /// Whether the receivers can be given along (`externalUserIds`, `chatIds`, `selectedExternalUserIds`).
    #[serde(skip)]
    pub preset: bool,
    /// Whether `enterChat` is wanted and understood.
    #[serde(skip)]
    pub enter_chat: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `text` and `attachments`.
    New,
    /// One flat card, for clients before 3.1.6.
    Old,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    pub code: ReasonCode,
    #[serde(flatten)]
    pub text: Bilingual,
}

/// A call that was wanted or possible and is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    pub api: Api,
    pub code: ReasonCode,
    #[serde(flatten)]
    pub text: Bilingual,
}

/// Chooses the call for a draft on a host.
///
/// # Errors
/// The calls that were tried, when none of them works there; the last is the one that would have been right.
pub fn choose(draft: &Draft, host: &Host) -> Result<Route, Vec<PassedOver>> {
    let mut passed_over = Vec::new();
    if draft.ex {
        match ex_obstacle(draft, host) {
            None => {
                return Ok(Route {
                    api: Api::ShareAppMessageEx,
                    reason: reason(ReasonCode::ExChosen),
                    passed_over,
                    form: Form::New,
                    preset: true,
                    enter_chat: false,
                });
            }
            Some(code) => passed_over.push(passed(
                Api::ShareAppMessageEx,
                code,
                host,
                Support::NotStated,
            )),
        }
    }
    let (api, code, presets) = match draft.target.kind {
        TargetKind::Customers => (
            Api::ShareToExternalContact,
            ReasonCode::TargetCustomers,
            "externalUserIds",
        ),
        TargetKind::Groups => (
            Api::ShareToExternalChat,
            ReasonCode::TargetGroups,
            "chatIds",
        ),
        TargetKind::Moments => (Api::ShareToExternalMoments, ReasonCode::TargetMoments, ""),
        TargetKind::Chat => (Api::SendChatMessage, ReasonCode::TargetChat, ""),
    };
    let form = match obstacle(draft, api, host) {
        None => Form::New,
        Some((ReasonCode::VersionTooOld, _)) if old_form_fits(draft, api) => Form::Old,
        Some((code, support)) => {
            passed_over.push(passed(api, code, host, support));
            return Err(passed_over);
        }
    };
    let has = |feature| reaches(host, support(api, feature, host));
    Ok(Route {
        api,
        reason: reason(code),
        passed_over,
        form,
        preset: form == Form::New && !presets.is_empty() && has(presets),
        enter_chat: draft.enter_chat && api == Api::SendChatMessage && has("enterChat"),
    })
}

/// Why `shareAppMessageEx` cannot carry the draft here.
fn ex_obstacle(draft: &Draft, host: &Host) -> Option<ReasonCode> {
    let single_card = matches!(
        draft.attachments.as_slice(),
        [Attachment::Miniprogram { .. }]
    ) && draft.text().is_none();
    if draft.target.kind != TargetKind::Customers {
        Some(ReasonCode::ExCustomersOnly)
    } else if !single_card {
        Some(ReasonCode::ExSingleCardOnly)
    } else if draft.target.ids.as_ref().is_none_or(Vec::is_empty) {
        Some(ReasonCode::ExNeedsIds)
    } else if host.environment == Environment::Weixin {
        Some(ReasonCode::NotInWecom)
    } else if host.has(Api::ShareAppMessageEx.as_str()) != Some(true) {
        // A private call is taken only when the client was seen to have it.
        Some(ReasonCode::ApiAbsent)
    } else {
        None
    }
}

/// Why the documented call cannot be made here, and what the book says about the feature that is missing.
fn obstacle(draft: &Draft, api: Api, host: &Host) -> Option<(ReasonCode, Support)> {
    if host.environment == Environment::Weixin {
        return Some((ReasonCode::NotInWecom, Support::NotStated));
    }
    for feature in needed(draft, api, host) {
        let support = support(api, feature, host);
        if support == Support::No {
            return Some((ReasonCode::PlatformNotSupported, support));
        }
        if !reaches(host, support) {
            return Some((ReasonCode::VersionTooOld, support));
        }
    }
    if host.has(api.as_str()) == Some(false) {
        return Some((ReasonCode::ApiAbsent, Support::NotStated));
    }
    let entry = host.entry.as_deref()?;
    (!is_entry(api, entry)).then_some((ReasonCode::EntryNotAllowed, Support::NotStated))
}

/// Whether the call can be made from an entry.
fn is_entry(api: Api, entry: &str) -> bool {
    let row = book::capabilities().find(api.as_str(), "", Runtime::MiniProgram);
    row.is_none_or(|row| row.entries.is_empty() || row.entries.iter().any(|known| known == entry))
}

/// What of the call the draft needs: the call itself first, then its entry and its attachments.
fn needed<'a>(draft: &Draft, api: Api, host: &'a Host) -> Vec<&'a str> {
    let mut features = vec![""];
    if api == Api::SendChatMessage {
        let entry = host.entry.as_deref();
        features.extend(entry.filter(|entry| is_entry(api, entry)));
    }
    if draft
        .attachments
        .iter()
        .any(|attachment| matches!(attachment, Attachment::File { .. }))
    {
        features.push("file");
    }
    features
}

/// Whether a call of this kind needs the customer-contact right. The chat attachment bar and the toolbars of other
/// kinds of chats do not (client-api.md §2.4).
pub(crate) fn needs_customer_contact(kind: TargetKind, entry: Option<&str>) -> bool {
    match kind {
        TargetKind::Customers | TargetKind::Groups | TargetKind::Moments => true,
        TargetKind::Chat => matches!(entry, Some("single_chat_tools")),
    }
}

/// The old form carries one card and nothing else.
fn old_form_fits(draft: &Draft, api: Api) -> bool {
    matches!(api, Api::ShareToExternalContact | Api::ShareToExternalChat)
        && draft.text().is_none()
        && matches!(
            draft.attachments.as_slice(),
            [Attachment::Miniprogram { .. }]
        )
}

fn support(api: Api, feature: &str, host: &Host) -> Support {
    book::capabilities().support(api.as_str(), feature, Runtime::MiniProgram, host.platform)
}

/// Whether the host has what the book describes. A version nobody knows is taken for new enough.
fn reaches(host: &Host, support: Support) -> bool {
    match support {
        Support::No => false,
        Support::From(first) => host.version.is_none_or(|version| version >= first),
        Support::Yes | Support::NotStated => true,
    }
}

fn reason(code: ReasonCode) -> Reason {
    Reason {
        code,
        text: book::reason_text(code).words(),
    }
}

fn passed(api: Api, code: ReasonCode, host: &Host, support: Support) -> PassedOver {
    PassedOver {
        api,
        code,
        text: tell(&book::reason_text(code).words(), api, host, support),
    }
}

/// What would help against a reason, for the refusal.
pub(crate) fn remedy(tried: &PassedOver, draft: &Draft, host: &Host) -> Option<Bilingual> {
    let remedy = book::reason_text(tried.code).remedy.as_ref()?;
    let support =
        obstacle(draft, tried.api, host).map_or(Support::NotStated, |(_, support)| support);
    Some(tell(remedy, tried.api, host, support))
}

/// The text with the call, the platform and the versions in it.
fn tell(text: &Bilingual, api: Api, host: &Host, support: Support) -> Bilingual {
    let version = host
        .version
        .map_or_else(|| "?".to_owned(), |version| version.to_string());
    let first = match support {
        Support::From(first) => first.to_string(),
        Support::No | Support::Yes | Support::NotStated => "?".to_owned(),
    };
    text.fill(&[
        ("api", api.as_str()),
        ("platform", host.platform.name()),
        ("version", &version),
        ("first", &first),
        ("entry", host.entry.as_deref().unwrap_or("?")),
    ])
}
