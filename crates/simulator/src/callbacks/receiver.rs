//! Who hears of an event.

use super::Event;
use super::event::{Audience, Envelope};
use crate::subject::{IdKind, Subject};
use crate::world::{App, Callback, Company, Right, Suite, World};

/// An app's address and what its callbacks are addressed with.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    pub callback: Callback,
    /// ToUserName, and the receive id inside the encryption: the corpid, or the suite's id.
    pub to: String,
    /// `None` for a suite.
    pub agentid: Option<i64>,
}

/// A receiver, and how it is spoken to.
#[derive(Debug)]
pub(super) struct Hearer<'a> {
    pub receiver: Receiver,
    pub subject: Subject<'a>,
    /// AuthCorpId, for a third-party app.
    auth_corpid: Option<String>,
}

impl Receiver {
    /// `None` when the app has no address for events.
    pub fn new(company: &Company, app: &App) -> Option<Self> {
        Some(Self {
            callback: app.callback.clone()?,
            to: company.corpid.clone(),
            agentid: Some(app.agentid),
        })
    }

    /// A suite's command URL, if it has one.
    pub fn suite(suite: &Suite) -> Option<Self> {
        Some(Self {
            callback: suite.callback.clone()?,
            to: suite.id.clone(),
            agentid: None,
        })
    }
}

impl<'a> Hearer<'a> {
    fn new(world: &'a World, company: &'a Company, app: &'a App) -> Option<Self> {
        let Some(suite) = &app.suite else {
            return Some(Self {
                receiver: Receiver::new(company, app)?,
                subject: Subject::Corp,
                auth_corpid: None,
            });
        };
        let (provider, suite) = world.suite(suite)?;
        let subject = Subject::Provider {
            provider: &provider.corpid,
            corpid: &company.corpid,
        };
        let corpid = subject.shown(IdKind::Corp, &company.corpid).into_owned();
        Some(if suite.provider_developed() {
            let receiver = Receiver {
                to: corpid,
                ..Receiver::new(company, app)?
            };
            Self {
                receiver,
                subject,
                auth_corpid: None,
            }
        } else {
            Self {
                receiver: Receiver::suite(suite)?,
                subject,
                auth_corpid: Some(corpid),
            }
        })
    }

    pub fn envelope(&self) -> Envelope<'_> {
        let to = &self.receiver.to;
        match &self.auth_corpid {
            Some(corpid) => Envelope::Suite { suite: to, corpid },
            None => Envelope::App { to },
        }
    }

    pub fn third_party(&self) -> bool {
        self.auth_corpid.is_some()
    }
}

/// Apps that listen, may call customer contact, and see the member it is about (server-api.md §9.1). Of providers, those
/// that are installed and may read customers, and only while the member has an interop license (§9.6, §10.3): which
/// permission the events need is in no page.
pub(super) fn of<'a>(
    world: &'a World,
    company: &'a Company,
    event: &'a Event,
    installed: impl Fn(&App) -> bool + 'a,
) -> impl Iterator<Item = Hearer<'a>> {
    let member = event.audience.member();
    company
        .apps
        .iter()
        .filter(move |app| {
            let may = match app.suite {
                None => app.customer_contact,
                Some(_) => {
                    let licensed = |userid| company.member(userid).is_none_or(|it| it.licensed);
                    event.audience != Audience::Own
                        && installed(app)
                        && app.granted(Right::CustomerInfo)
                        && member.is_none_or(licensed)
                }
            };
            app.enabled && may && member.is_none_or(|it| app.sees(it))
        })
        .filter_map(move |app| Hearer::new(world, company, app))
        .filter(|it| !(it.third_party() && matches!(event.audience, Audience::OfButThirdParty(_))))
}
