//! POST /cgi-bin/externalcontact/groupchat/list — server-api.md §4.5, page 92120.

use serde_json::{Value, json};

use super::call::texts;
use super::context::{Context, member};
use super::cursor;
use super::refusal::Refusal;
use crate::world::Group;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, app) = cx.customer_contact()?;
    let limit = match cx.call.number("limit")? {
        Some(limit @ 1..=1000) => usize::try_from(limit).map_err(|_| Refusal::parameter())?,
        _ => return Err(Refusal::parameter()),
    };
    let status = cx.call.number("status_filter")?.unwrap_or(0);
    if !(0..=3).contains(&status) {
        return Err(Refusal::parameter());
    }
    let owners = texts(
        cx.call
            .body
            .get("owner_filter")
            .and_then(|it| it.get("userid_list")),
    )?
    .filter(|it| !it.is_empty());
    match &owners {
        Some(owners) if owners.len() > 100 => return Err(Refusal::parameter()),
        Some(owners) => {
            for owner in owners {
                member(company, app, owner)?;
            }
        }
        None => {
            let range = company.members.iter().filter(|it| app.sees(&it.userid));
            if range.count() > 1000 {
                return Err(Refusal::new(
                    81017,
                    "too many members, owner_filter is needed",
                ));
            }
        }
    }
    // Every owner in a world file is there: status 0.
    let groups: Vec<&Group> = company
        .groups
        .iter()
        .filter(|_| status == 0)
        .filter(|it| app.sees(&it.owner))
        .filter(|it| {
            owners
                .as_ref()
                .is_none_or(|list| list.contains(&it.owner.as_str()))
        })
        .collect();
    let (groups, next_cursor) = cursor::page(groups, cx.call.text("cursor"), limit)?;
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|it| json!({"chat_id": it.id, "status": 0}))
        .collect();
    Ok(json!({"group_chat_list": groups, "next_cursor": next_cursor}))
}
