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
    let support = support(api, "", host);
    let form = match obstacle(api, host, support) {
        None => Form::New,
        Some(ReasonCode::VersionTooOld) if old_form_fits(draft, api) => Form::Old,
        Some(code) => {
            passed_over.push(passed(api, code, host, support));
            return Err(passed_over);
        }
    };
    Ok(Route {
        api,
        reason: reason(code),
        passed_over,
        form,
        preset: form == Form::New
            && !presets.is_empty()
            && reaches(host, self::support(api, presets, host)),
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

/// Why the documented call cannot be made here.
fn obstacle(api: Api, host: &Host, support: Support) -> Option<ReasonCode> {
    if host.environment == Environment::Weixin {
        return Some(ReasonCode::NotInWecom);
    }
    match support {
        Support::No => return Some(ReasonCode::PlatformNotSupported),
        Support::From(_) if !reaches(host, support) => return Some(ReasonCode::VersionTooOld),
        Support::From(_) | Support::Yes | Support::NotStated => {}
    }
    if host.has(api.as_str()) == Some(false) {
        return Some(ReasonCode::ApiAbsent);
    }
    if let Some(entry) = &host.entry {
        let row = book::capabilities().find(api.as_str(), "", Runtime::MiniProgram);
        if row.is_some_and(|row| !row.entries.is_empty() && !row.entries.contains(entry)) {
            return Some(ReasonCode::EntryNotAllowed);
        }
    }
    None
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
pub(crate) fn remedy(tried: &PassedOver, host: &Host) -> Option<Bilingual> {
    let remedy = book::reason_text(tried.code).remedy.as_ref()?;
    Some(tell(remedy, tried.api, host, support(tried.api, "", host)))
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
