//! Who hears of an event.

use super::Event;
use crate::world::{App, Callback, Company};

/// An app's address and what its callbacks are addressed with.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    pub callback: Callback,
    /// ToUserName, and the receive id inside the encryption: the corpid.
    pub to: String,
    pub agentid: i64,
}

impl Receiver {
    /// `None` when the app has no address for events.
    pub fn new(company: &Company, app: &App) -> Option<Self> {
        Some(Self {
            callback: app.callback.clone()?,
            to: company.corpid.clone(),
            agentid: app.agentid,
        })
    }
}

/// Apps that listen, may call customer contact, and see the member it is about (server-api.md §9.1).
pub(super) fn of<'a>(
    company: &'a Company,
    event: &'a Event,
) -> impl Iterator<Item = Receiver> + 'a {
    company
        .apps
        .iter()
        .filter(|it| it.enabled && it.customer_contact)
        .filter(|it| event.about.as_deref().is_none_or(|about| it.sees(about)))
        .filter_map(|it| Receiver::new(company, it))
}
