//! POST /cgi-bin/externalcontact/mark_tag — server-api.md §4.9, page 92118.

use crate::api::contact::pair;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, done};
use crate::world::Right;

/// Per member and customer.
const MOST: usize = 3_000;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/mark_tag",
    Answer::Contact(Right::ManageTags, answer),
    "服务器给客户打标签",
    "the server tags a customer",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let (member, customer) = pair(cx, caller)?;
    let add = cx.call.texts("add_tag")?.unwrap_or_default();
    let remove = cx.call.texts("remove_tag")?.unwrap_or_default();
    if add.is_empty() && remove.is_empty() {
        return Err(Refusal::parameter());
    }
    let state = &mut *cx.state;
    let corpid = &caller.company.corpid;
    if add
        .iter()
        .chain(&remove)
        .any(|it| state.tags.tag(corpid, it).is_none())
    {
        return Err(Refusal::new(40068, "invalid tagid"));
    }
    let known = state
        .follows
        .known(caller.company, customer, &member.userid);
    let mut tags = known.tags;
    tags.retain(|it| state.tags.tag(corpid, it).is_some() && !remove.contains(&it.as_str()));
    for tag in add {
        if !tags.iter().any(|it| it == tag) {
            tags.push(tag.to_owned());
        }
    }
    if tags.len() > MOST {
        return Err(Refusal::new(40126, "too many tags"));
    }
    state
        .follows
        .tag(caller.company, customer, &member.userid, tags);
    done()
}
