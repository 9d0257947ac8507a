//! POST /cgi-bin/externalcontact/groupchat/list — server-api.md §4.5, page 92120.

use serde_json::{Value, json};

use crate::api::call::texts;
use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::{Group, Right};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/groupchat/list",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查客户群",
    "the server lists customer groups",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let limit = match cx.call.number("limit")? {
        Some(limit @ 1..=1000) => usize::try_from(limit).map_err(|_| Refusal::parameter())?,
        _ => return Err(Refusal::parameter()),
    };
    let status = cx.call.number("status_filter")?.unwrap_or(0);
    if !(0..=3).contains(&status) {
        return Err(Refusal::parameter());
    }
    let filter = cx.call.body.get("owner_filter");
    let given = texts(filter.and_then(|it| it.get("userid_list")))?.filter(|it| !it.is_empty());
    let owners = match given {
        Some(given) if given.len() > 100 => return Err(Refusal::parameter()),
        Some(given) => Some(
            given
                .into_iter()
                .map(|it| caller.member(it).map(|it| it.userid.as_str()))
                .collect::<Result<Vec<_>, _>>()?,
        ),
        None if caller.members().count() > 1000 => {
            return Err(Refusal::new(
                81017,
                "too many members, owner_filter is needed",
            ));
        }
        None => None,
    };
    let wanted = |it: &&Group| {
        let own = it.profile.as_ref().map_or(0, |it| it.status);
        (status == 0 || status == i64::from(own))
            && caller.app.sees(&it.owner)
            && caller
                .company
                .member(&it.owner)
                .is_some_and(|it| caller.licensed(it))
            && owners
                .as_ref()
                .is_none_or(|list| list.contains(&it.owner.as_str()))
    };
    let groups: Vec<&Group> = caller.company.groups.iter().filter(wanted).collect();
    let (groups, next_cursor) = cursor::page(groups, cx.call.text("cursor"), limit)?;
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|it| {
            json!({
                "chat_id": caller.chat_id(&it.id),
                "status": it.profile.as_ref().map_or(0, |it| it.status),
            })
        })
        .collect();
    Ok(json!({"group_chat_list": groups, "next_cursor": next_cursor}).into())
}
