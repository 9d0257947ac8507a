//! From a draft and what is known around it to one exact call, or to a refusal that helps.

#![expect(
    clippy::result_large_err,
    reason = "a refusal is an answer like a plan, built at most once a request"
)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    blank, book,
    codes::{NoteCode, RefusalCode, SkipCode},
    draft::{Attachment, Draft, DraftContext, Reading, TargetKind, check},
    host::Host,
    page::{self, Channel, PagePath, Suffix},
    payload,
    quota::{self, Standing, Until, Use},
    refusal::Refusal,
    route::{self, Api, Form, Route},
    text::Bilingual,
};

/// What the planner is told. Everything that would need a clock, a network or a database is in here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub now: Timestamp,
    /// The member's userid.
    pub member: String,
    /// The mini program that shares.
    pub appid: String,
    pub host: Host,
    #[serde(default)]
    pub rights: Rights,
    /// Those of the draft's `target.ids` that are this member's customers or groups; `None`: not looked up.
    #[serde(default)]
    pub known_receivers: Option<BTreeSet<String>>,
    /// Upload-image links of our images by id; `None`: not looked up.
    #[serde(default)]
    pub image_links: Option<BTreeMap<String, String>>,
    /// The pages of `app.json`; `None`: not known.
    #[serde(default)]
    pub pages: Option<Vec<String>>,
    /// Mass sends in the running period (see [`quota::Period::around`]); others do no harm.
    #[serde(default)]
    pub uses: Vec<Use>,
    #[serde(default)]
    pub quota: quota::Rule,
    /// The configured suffix of `shareAppMessageEx`.
    #[serde(default)]
    pub ex_suffix: Suffix,
    /// What the cards of this share carry as `ws_t`; `None`: nothing is appended.
    #[serde(default)]
    pub token: Option<String>,
}

/// What is known of the member's and the app's rights; `None`: not known, and then not refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// The member is in the app's visible range.
    pub in_scope: Option<bool>,
    /// The app may call the customer-contact interfaces.
    pub app_allowed: Option<bool>,
    /// The member has the customer-contact function.
    pub customer_contact: Option<bool>,
    /// The member may publish to customer Moments.
    pub moments: Option<bool>,
}

/// One exact call. Serialises to the plan of our API without its `share`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    pub call: Call,
    pub route: Route,
    pub receivers: Receivers,
    pub notes: Vec<Note>,
    /// Whether handing it over uses up quota of the planned receivers.
    #[serde(skip)]
    pub counts: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    pub api: Api,
    pub args: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receivers {
    /// Who is given along; `None`: the member picks.
    pub planned: Option<Vec<String>>,
    pub skipped: Vec<Skipped>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    pub id: String,
    pub code: SkipCode,
    pub until: Until,
    #[serde(flatten)]
    pub text: Bilingual,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    pub code: NoteCode,
    #[serde(flatten)]
    pub text: Bilingual,
}

impl Note {
    pub fn new(code: NoteCode) -> Self {
        Self {
            code,
            text: book::note_text(code).lend(),
        }
    }
}

/// Plans a draft that was read without a fault of shape.
///
/// # Errors
/// [`Refusal`], in this order: draft, client, rights, quota.
pub fn plan(draft: &Draft, facts: &Facts) -> Result<Plan, Refusal> {
    let faults = check(draft, &facts.draft_context());
    if faults.is_empty() {
        plan_valid(draft, facts)
    } else {
        Err(Refusal::invalid(faults))
    }
}

/// Plans a draft as it was read: faults of shape and of rule are reported together.
///
/// # Errors
/// As [`plan`].
pub fn plan_reading(reading: &Reading, facts: &Facts) -> Result<Plan, Refusal> {
    let faults = reading.judge(&facts.draft_context());
    if faults.is_empty() {
        plan_valid(&reading.draft, facts)
    } else {
        Err(Refusal::invalid(faults))
    }
}

impl Facts {
    pub fn draft_context(&self) -> DraftContext<'_> {
        DraftContext {
            appid: Some(&self.appid),
            known_receivers: self.known_receivers.as_ref(),
            image_links: self.image_links.as_ref(),
            pages: self.pages.as_deref(),
        }
    }
}

fn plan_valid(draft: &Draft, facts: &Facts) -> Result<Plan, Refusal> {
    let route = route::choose(draft, &facts.host)
        .map_err(|tried| unsupported(tried, draft, &facts.host))?;
    may(draft, facts)?;
    let mut notes = Notes::default();
    let wanted = wanted(draft, &mut notes);
    let counts = book::quotas().counts(route.api.as_str());
    let (left, skipped) = match (&wanted, counts) {
        (Some(ids), true) => by_quota(ids, facts)?,
        (Some(ids), false) => (ids.clone(), Vec::new()),
        (None, _) => (Vec::new(), Vec::new()),
    };
    let planned = (wanted.is_some() && route.preset).then_some(left);
    note_route(draft, facts, &route, &mut notes);
    if wanted.is_some() && !route.preset && counts {
        notes.add(NoteCode::PresetNotSupported);
    }
    if wanted.is_none() && counts {
        notes.add(NoteCode::QuotaNotChecked);
    }
    if !skipped.is_empty() {
        notes.add(NoteCode::ReceiversSkipped);
    }
    let pages = pages(draft, facts, &route, &mut notes);
    note_images(draft, &mut notes);
    let nothing = BTreeMap::new();
    let args = payload::args(
        payload::Parts {
            api: route.api,
            form: route.form,
            appid: &facts.appid,
            preset: planned.as_deref(),
            text: draft.text(),
            enter_chat: route.enter_chat,
            pages: &pages,
            links: facts.image_links.as_ref().unwrap_or(&nothing),
        },
        &draft.attachments,
    );
    Ok(Plan {
        call: Call {
            api: route.api,
            args,
        },
        route,
        receivers: Receivers { planned, skipped },
        notes: notes.told,
        counts,
    })
}

fn unsupported(tried: Vec<route::PassedOver>, draft: &Draft, host: &Host) -> Refusal {
    let mut refusal = Refusal::new(RefusalCode::ClientNotSupported);
    if let Some(last) = tried.last() {
        refusal.cause = last.text.clone();
        if let Some(remedy) = route::remedy(last, draft, host) {
            refusal.remedy = remedy;
        }
    }
    refusal.passed_over = tried;
    refusal
}

/// The rights the call needs, from the widest to the narrowest: each hides those after it.
fn may(draft: &Draft, facts: &Facts) -> Result<(), Refusal> {
    let rights = facts.rights;
    let customers = route::needs_customer_contact(draft.target.kind, facts.host.entry.as_deref());
    let missing = if rights.in_scope == Some(false) {
        RefusalCode::MemberNotInScope
    } else if customers && rights.app_allowed == Some(false) {
        RefusalCode::AppNotAllowed
    } else if customers && rights.customer_contact == Some(false) {
        RefusalCode::MemberWithoutCustomerContact
    } else if draft.target.kind == TargetKind::Moments && rights.moments == Some(false) {
        RefusalCode::MemberWithoutMoments
    } else {
        return Ok(());
    };
    Err(Refusal::new(missing))
}

/// The wanted receivers, each once.
fn wanted(draft: &Draft, notes: &mut Notes) -> Option<Vec<String>> {
    let ids = draft.target.ids.as_ref()?;
    let mut seen = BTreeSet::new();
    let once: Vec<String> = ids
        .iter()
        .map(|id| blank::trim(id))
        .filter(|id| seen.insert(*id))
        .map(str::to_owned)
        .collect();
    if once.len() < ids.len() {
        notes.add(NoteCode::ReceiverRepeated);
    }
    Some(once)
}

/// Who can still be reached, and who cannot until when.
fn by_quota(ids: &[String], facts: &Facts) -> Result<(Vec<String>, Vec<Skipped>), Refusal> {
    let (mut left, mut skipped) = (Vec::with_capacity(ids.len()), Vec::new());
    let mut by_receiver: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
    for used in &facts.uses {
        by_receiver.entry(&used.receiver).or_default().push(used);
    }
    for id in ids {
        let uses = by_receiver.get(id.as_str()).into_iter().flatten().copied();
        match quota::check(uses, &facts.member, id, facts.quota, facts.now) {
            Standing::Available { .. } => left.push(id.clone()),
            Standing::UsedUp { until } => skipped.push(Skipped {
                id: id.clone(),
                code: SkipCode::QuotaUsedUp,
                until,
                text: book::skip_text(SkipCode::QuotaUsedUp)
                    .fill_words("until", &until.words(facts.now)),
            }),
        }
    }
    match skipped.iter().map(|skipped| skipped.until).min() {
        Some(until) if left.is_empty() => Err(Refusal::used_up(until, facts.quota, facts.now)),
        _ => Ok((left, skipped)),
    }
}

/// The pages of the cards in the form of the channel.
fn pages(draft: &Draft, facts: &Facts, route: &Route, notes: &mut Notes) -> Vec<String> {
    let channel = match route.api {
        Api::ShareAppMessageEx => Channel::ExCard {
            suffix: facts.ex_suffix,
        },
        Api::SendChatMessage => Channel::ChatCard,
        _ => Channel::ShareCard,
    };
    let mut pages = Vec::new();
    for attachment in &draft.attachments {
        let Attachment::Miniprogram { miniprogram } = attachment else {
            continue;
        };
        // The draft was checked: a page that cannot be read was refused before.
        let Ok(page) = PagePath::parse(&miniprogram.page) else {
            continue;
        };
        let plain = page::render(&page, channel);
        let bare = channel
            == Channel::ExCard {
                suffix: Suffix::None,
            };
        if !bare && plain.split('?').next() != miniprogram.page.split('?').next() {
            notes.add(NoteCode::PageMadeCardForm);
        }
        if plain.split_once('?').map(|(_, query)| query) != page.query() {
            notes.add(NoteCode::PageQueryEncoded);
        }
        if page.query().is_some_and(|query| query.contains(".html"))
            && !miniprogram.page.contains(".html?")
        {
            notes.add(NoteCode::PageSuffixInQuery);
        }
        // Whoever opens another mini program's card could not tell us of its token.
        let own = miniprogram
            .appid
            .as_ref()
            .is_none_or(|appid| *appid == facts.appid);
        pages.push(match facts.token.as_deref().filter(|_| own) {
            Some(token) => {
                notes.add(if page.has_token() {
                    NoteCode::TokenReplaced
                } else {
                    NoteCode::TokenAppended
                });
                page::render(&page.with_token(token), channel)
            }
            None => plain,
        });
    }
    pages
}

fn note_route(draft: &Draft, facts: &Facts, route: &Route, notes: &mut Notes) {
    if route.api == Api::ShareAppMessageEx {
        notes.add(NoteCode::ExUndocumented);
    } else if draft.ex {
        notes.add(NoteCode::ExPassedOver);
    }
    if route.form == Form::Old {
        notes.add(NoteCode::OldFormUsed);
    }
    if draft.enter_chat && !route.enter_chat {
        notes.add(NoteCode::EnterChatDropped);
    }
    if facts.host.version.is_none() {
        notes.add(NoteCode::VersionUnknown);
    }
}

fn note_images(draft: &Draft, notes: &mut Notes) {
    for attachment in &draft.attachments {
        let Attachment::Image { image } = attachment else {
            continue;
        };
        if image.mediaid.is_some() && (image.url.is_some() || image.id.is_some()) {
            notes.add(NoteCode::MediaidPreferred);
        }
        let only_url = image.mediaid.is_none() && image.id.is_none();
        if only_url
            && image
                .url
                .as_deref()
                .is_some_and(|url| !book::limits().is_upload_image_link(url))
        {
            notes.add(NoteCode::ImageLinkUnproven);
        }
    }
}

/// Notes, each once, in the order they came up.
#[derive(Default)]
struct Notes {
    told: Vec<Note>,
}

impl Notes {
    fn add(&mut self, code: NoteCode) {
        if !self.told.iter().any(|note| note.code == code) {
            self.told.push(Note::new(code));
        }
    }
}

#[cfg(test)]
mod tests;
