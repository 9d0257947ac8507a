//! `shareToExternalContact` and `shareToExternalChat` (client-api.md §2.1, §2.2): content goes to the member's 群发助手,
//! where the member picks receivers, unless preset, and confirms or backs out.

use super::api::Api;
use super::caller::{Caller, texts};
use super::{Next, Said, draft};
use crate::Text;
use crate::content::{Attachment, Content};
use crate::state::{Decide, Pending, Receivers};
use crate::world::{Platform, Preset};

pub(super) fn share(caller: &Caller<'_>, api: Api) -> Result<Next, Said> {
    let new_form = draft::is_new_form(caller.params);
    let mac = caller.phone.platform == Platform::Mac;
    if new_form && (mac || !caller.phone.at_least([3, 1, 6])) {
        return Err(Said::NotThere {
            why: Text::new(
                "新写法（text、attachments）要 3.1.6 以上，Mac 不支持；客户端的原话没有资料",
                "text and attachments need 3.1.6 and are not supported on Mac; the client's words are not documented",
            ),
        });
    }
    caller.session()?;
    caller.customer_contact()?;
    let content = if new_form {
        draft::new_form(caller)?
    } else {
        draft::old_form(caller)?
    };
    let (receivers, key) = match api {
        Api::ShareToExternalChat => (Receivers::Groups, "chatIds"),
        _ => (Receivers::Customers, "externalUserIds"),
    };
    let userid = &caller.member.userid;
    let candidates: Vec<String> = match receivers {
        Receivers::Customers => ids(caller.company.customers_of(userid), |it| &it.id),
        // A group's mass send is its owner's task (server-api.md §6.1); what others see is not documented.
        Receivers::Groups => ids(caller.company.groups_of(userid), |it| &it.id),
    };
    let mut notes = doubts(&content);
    let preset = preset(caller, key, &candidates, &mut notes);
    let locked = preset.is_some() && caller.shared.unknown.preset == Preset::Fixed;
    Ok(Next::Screen(
        Box::new(Pending {
            corpid: caller.company.corpid.clone(),
            member: userid.clone(),
            api: api.name(),
            page: caller.page.to_owned(),
            decide: Decide::MassSend(content),
            receivers,
            candidates,
            preset,
            locked,
        }),
        notes,
    ))
}

/// Receivers the mini program chose: from 4.1.10, not on Mac. Older clients do not know the field and leave it.
fn preset(
    caller: &Caller<'_>,
    key: &str,
    candidates: &[String],
    notes: &mut Vec<Text>,
) -> Option<Vec<String>> {
    let wanted = texts(caller.params, key);
    if wanted.is_empty() {
        return None;
    }
    if caller.phone.platform == Platform::Mac || !caller.phone.at_least([4, 1, 10]) {
        notes.push(Text::new(
            format!("{key} 要 4.1.10 以上，Mac 不支持：这里当作没给"),
            format!("{key} needs 4.1.10 and is not supported on Mac: taken as not given"),
        ));
        return None;
    }
    let (known, strange): (Vec<String>, Vec<String>) =
        wanted.into_iter().partition(|it| candidates.contains(it));
    if !strange.is_empty() {
        let list = strange.join("、");
        notes.push(Text::new(
            format!("{key} 里有不属于这位成员的 {list}：真实客户端会怎样没有资料（未知），这里略过"),
            format!("{key} names {list}, not this member's: what a real client does is not documented (unknown); left out here"),
        ));
    }
    (!known.is_empty()).then_some(known)
}

/// What no page answers about this content.
fn doubts(content: &Content) -> Vec<Text> {
    let long = content
        .attachments
        .iter()
        .any(|it| matches!(it, Attachment::MiniProgram(card) if card.title.len() > 64));
    if !long {
        return Vec::new();
    }
    vec![Text::new(
        "卡片标题超过 64 字节：真实客户端会怎样没有资料（未知），这里照样发出",
        "the card's title is longer than 64 bytes: what a real client does is not documented (unknown); sent as it is here",
    )]
}

fn ids<'a, T: 'a>(items: impl Iterator<Item = &'a T>, id: impl Fn(&T) -> &String) -> Vec<String> {
    items.map(|it| id(it).clone()).collect()
}
