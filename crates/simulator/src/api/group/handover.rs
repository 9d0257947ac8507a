//! What the two calls that give groups to another owner have in common (server-api.md §4.11).

use serde_json::{Value, json};

use crate::api::contact::taker;
use crate::api::{Answered, Caller, Context, Refusal};
use crate::world::Group;

const MOST: usize = 100;

/// Each group on its own; those that cannot be given are told. Of one that was given too often no page tells the code: the
/// general one for limits.
pub(super) fn give(cx: &mut Context<'_>, caller: &Caller<'_>, of_those_who_left: bool) -> Answered {
    let to = taker(cx, caller, "new_owner")?;
    let ids = cx.call.texts("chat_id_list")?.unwrap_or_default();
    if ids.is_empty() || ids.len() > MOST {
        return Err(Refusal::parameter());
    }
    let mut failed: Vec<Value> = Vec::new();
    for id in ids {
        let given = fit(caller, id, of_those_who_left).and_then(|group| {
            let corpid = &caller.company.corpid;
            let state = &mut cx.state.transfers;
            if state.give_group(corpid, &group.id, &to.userid, of_those_who_left, cx.now) {
                Ok(())
            } else {
                Err(Refusal::frequency())
            }
        });
        if let Err(Refusal { code, reason, .. }) = given {
            failed.push(json!({"chat_id": id, "errcode": code, "errmsg": reason}));
        }
    }
    Ok(json!({"failed_chat_list": failed}).into())
}

/// 90501, 60011; 90500: the owner has not left.
fn fit<'a>(caller: &Caller<'a>, id: &str, left: bool) -> Result<&'a Group, Refusal> {
    let group = caller
        .group(id)
        .ok_or(Refusal::new(90501, "chat is not external group chat"))?;
    if !caller.app.sees(&group.owner) {
        return Err(Refusal::member_out_of_range());
    }
    let status = group.profile.as_ref().map_or(0, |it| it.status);
    if left && status != 1 {
        return Err(Refusal::new(
            90500,
            "the owner of this chat is not resigned",
        ));
    }
    Ok(group)
}
