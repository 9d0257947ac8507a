//! Who hears of an event.

use super::Event;
use crate::world::{App, Callback, Company, Suite};

/// An app's address and what its callbacks are addressed with.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    pub callback: Callback,
    /// ToUserName, and the receive id inside the encryption: the corpid, or the suite's id.
    pub to: String,
    /// `None` for a suite.
    pub agentid: Option<i64>,
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
}

impl Receiver {
    /// A suite's command URL, if it has one.
    pub fn suite(suite: &Suite) -> Option<Self> {
        Some(Self {
            callback: suite.callback.clone()?,
            to: suite.id.clone(),
            agentid: None,
        })
    }
}

/// Self-built apps that listen, may call customer contact, and see the member it is about (server-api.md §9.1). Providers'
/// apps are not told of customers: not supported.
pub(super) fn of<'a>(
    company: &'a Company,
    event: &'a Event,
) -> impl Iterator<Item = Receiver> + 'a {
    company
        .apps
        .iter()
        .filter(|it| it.enabled && it.customer_contact && it.suite.is_none())
        .filter(|it| event.about.as_deref().is_none_or(|about| it.sees(about)))
        .filter_map(|it| Receiver::new(company, it))
}
