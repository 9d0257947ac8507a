//! What a change of the world is told as: to the journal always, to the apps if WeCom has an event for it.

use serde::Serialize;
use serde_json::json;

use crate::Text;
use crate::callbacks::{Event, Field};
use crate::journal::{Kind, Source};
use crate::shared::Shared;

/// A line in the journal.
pub(super) fn tell_world(
    shared: &Shared,
    (zh, en): (impl Into<String>, impl Into<String>),
    detail: &impl Serialize,
) {
    shared.write(Source::World, Kind::World, Text::new(zh, en), json!(detail));
}

/// `change_external_contact` of a member and a customer.
pub(super) fn contact(
    shared: &Shared,
    corpid: &str,
    change: &'static str,
    userid: &str,
    customer: &str,
    more: Vec<(&'static str, Field)>,
) {
    let mut fields: Vec<(&str, Field)> = vec![
        ("UserID", userid.into()),
        ("ExternalUserID", customer.into()),
    ];
    fields.extend(more);
    tell(
        shared,
        corpid,
        Some(userid),
        "change_external_contact",
        change,
        fields,
    );
}

/// `change_external_chat` of a group; its owner's place in the visible range decides.
pub(super) fn chat(
    shared: &Shared,
    corpid: &str,
    change: &'static str,
    owner: &str,
    group: &str,
    more: Vec<(&'static str, Field)>,
) {
    let mut fields: Vec<(&str, Field)> = vec![("ChatId", group.into())];
    fields.extend(more);
    tell(
        shared,
        corpid,
        Some(owner),
        "change_external_chat",
        change,
        fields,
    );
}

fn tell(
    shared: &Shared,
    corpid: &str,
    about: Option<&str>,
    name: &'static str,
    change: &'static str,
    fields: Vec<(&'static str, Field)>,
) {
    let event = Event {
        corpid: corpid.to_owned(),
        about: about.map(str::to_owned),
        name,
        change,
        fields,
        at: shared.clock.now(),
    };
    shared.callbacks.tell(shared, &event);
}
