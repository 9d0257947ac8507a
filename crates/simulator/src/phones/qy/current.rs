//! `getCurExternalContact` and `getCurExternalChat` (client-api.md §2.9).

use serde_json::json;

use super::api::Api;
use super::caller::Caller;
use super::{Next, Said};
use crate::state::Entry;

pub(super) fn current(caller: &Caller<'_>, api: Api) -> Result<Next, Said> {
    caller.session()?;
    let chat = api == Api::GetCurExternalChat;
    if chat {
        caller.entry(&[Entry::GroupChatTools])?;
    } else {
        caller.entry(&entries(caller))?;
    }
    // The customer service toolbar asks for another right, which every self-built app has.
    if caller.phone.entry == Entry::SingleKfTools {
        caller.range()?;
    } else {
        caller.customer_contact()?;
    }
    let userid = &caller.member.userid;
    let open = caller.phone.chat.as_deref();
    let mut ids: Box<dyn Iterator<Item = &str>> = if chat {
        Box::new(caller.company.groups_of(userid).map(|it| it.id.as_str()))
    } else {
        Box::new(caller.company.customers_of(userid).map(|it| it.id.as_str()))
    };
    // The chat that is open, or the first one when the phone was not told.
    let id = match open {
        Some(open) => ids.find(|it| *it == open),
        None => ids.next(),
    };
    let id = id.ok_or_else(|| {
        Said::fail(
            "without context of external contact",
            "当前会话不是这位成员的客户或客户群",
            "the open chat is no customer or customer group of this member",
        )
    })?;
    let key = if chat { "chatId" } else { "userId" };
    Ok(Next::Answer(Said::Ok, json!({key: id})))
}

/// Entries came with versions.
fn entries(caller: &Caller<'_>) -> Vec<Entry> {
    [
        (Entry::ContactProfile, [2, 5, 8]),
        (Entry::SingleChatTools, [2, 8, 10]),
        (Entry::SingleKfTools, [3, 1, 10]),
    ]
    .into_iter()
    .filter(|(_, since)| caller.phone.at_least(*since))
    .map(|(entry, _)| entry)
    .collect()
}
