//! What a change of the world is told as: to the journal always, to the apps if WeCom has an event for it.

use serde::Serialize;
use serde_json::json;

use crate::Text;
use crate::callbacks::{Audience, Event, Field};
use crate::journal::{Kind, Source};
use crate::shared::Shared;
use crate::subject::IdKind;

/// A line in the journal.
pub(super) fn tell_world(
    shared: &Shared,
    (zh, en): (impl Into<String>, impl Into<String>),
    detail: &impl Serialize,
) {
    shared.write(Source::World, Kind::World, Text::new(zh, en), json!(detail));
}

/// `change_external_contact` of a member and a customer.
pub(crate) fn contact(
    shared: &Shared,
    corpid: &str,
    change: &'static str,
    userid: &str,
    customer: &str,
    more: Vec<(&'static str, Field)>,
) {
    let audience = Audience::Of(userid.to_owned());
    contact_for(shared, corpid, audience, change, (userid, customer), more);
}

/// The same, for another audience.
pub(super) fn contact_for(
    shared: &Shared,
    corpid: &str,
    audience: Audience,
    change: &'static str,
    (userid, customer): (&str, &str),
    more: Vec<(&'static str, Field)>,
) {
    let mut fields = vec![
        ("UserID", Field::Id(IdKind::Member, userid.to_owned())),
        (
            "ExternalUserID",
            Field::Id(IdKind::Customer, customer.to_owned()),
        ),
    ];
    fields.extend(more);
    let name = "change_external_contact";
    tell(shared, corpid, audience, name, change, fields);
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
    let mut fields = vec![("ChatId", Field::Id(IdKind::Group, group.to_owned()))];
    fields.extend(more);
    let audience = Audience::Of(owner.to_owned());
    let name = "change_external_chat";
    tell(shared, corpid, audience, name, change, fields);
}

/// `change_external_tag` of a tag or a group of tags. `kind` is not told of a new order, whose sample on the page has
/// none (page 92130).
pub(super) fn tag(
    shared: &Shared,
    corpid: &str,
    change: &'static str,
    id: &str,
    kind: Option<&str>,
    strategy: Option<i64>,
) {
    let mut fields = vec![("Id", Field::from(id))];
    fields.extend(kind.map(|it| ("TagType", Field::from(it))));
    fields.extend(strategy.map(|it| ("StrategyId", Field::Number(it))));
    let name = "change_external_tag";
    tell(shared, corpid, Audience::Everyone, name, change, fields);
}

fn tell(
    shared: &Shared,
    corpid: &str,
    audience: Audience,
    name: &'static str,
    change: &'static str,
    fields: Vec<(&'static str, Field)>,
) {
    let event = Event {
        corpid: corpid.to_owned(),
        audience,
        name,
        change,
        fields,
        at: shared.clock.now(),
    };
    shared.callbacks.tell(shared, &event);
}
