//! `shareAppMessageEx` (client-api.md §2.5): in no official page. A card to people who are preselected, after the member
//! confirms; no quota. The arguments go through unchanged.

use super::caller::{Caller, texts};
use super::{Next, Said};
use crate::Text;
use crate::content::Card;
use crate::state::{Decide, Pending, Receivers};

pub(super) fn share(caller: &Caller<'_>) -> Result<Next, Said> {
    caller.session()?;
    caller.customer_contact()?;
    let card = Card {
        appid: caller.appid().to_owned(),
        title: caller.text("title").to_owned(),
        page: caller.text("path").to_owned(),
        cover: caller.text("imageUrl").to_owned(),
        cover_media: None,
        old_form: false,
    };
    let candidates: Vec<String> = caller
        .company
        .customers_of(&caller.member.userid)
        .map(|it| it.id.clone())
        .collect();
    let mut notes = Vec::new();
    let (preset, strange): (Vec<String>, Vec<String>) =
        texts(caller.params, "selectedExternalUserIds")
            .into_iter()
            .partition(|it| candidates.contains(it));
    if !strange.is_empty() {
        let list = strange.join("、");
        notes.push(Text::new(
            format!("selectedExternalUserIds 里有不属于这位成员的 {list}，略过（未知）"),
            format!("selectedExternalUserIds names {list}, not this member's; left out (unknown)"),
        ));
    }
    if !texts(caller.params, "selectedUserIds").is_empty() {
        notes.push(Text::new(
            "selectedUserIds（同事）：模拟器不支持同事的会话，略过",
            "selectedUserIds (colleagues): the simulator does not support colleagues' chats; left out",
        ));
    }
    Ok(Next::Screen(
        Box::new(Pending {
            corpid: caller.company.corpid.clone(),
            member: caller.member.userid.clone(),
            api: "shareAppMessageEx",
            page: caller.page.to_owned(),
            decide: Decide::Ex(card),
            receivers: Receivers::Customers,
            candidates,
            preset: (!preset.is_empty()).then_some(preset),
            locked: false,
        }),
        notes,
    ))
}
