//! POST /cgi-bin/externalcontact/list_contact_way — server-api.md §4.11, page 92228: those of the last ninety days, unless
//! other times are given.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::api::cursor::page;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::WayKind;

const MOST: usize = 1_000;
const USUAL: SignedDuration = SignedDuration::from_hours(24 * 90);

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/list_contact_way",
    Answer::OwnContact(answer),
    "服务器列出「联系我」",
    "the server lists contact ways",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let now = cx.now.as_second();
    let end = cx.call.number("end_time")?.unwrap_or(now);
    let start = cx.call.number("start_time")?;
    let start = start.unwrap_or(end.saturating_sub(USUAL.as_secs()));
    let limit = cx.call.limit(MOST, MOST)?;
    let ways: Vec<Value> = cx
        .state
        .ways
        .of(&caller.company.corpid, WayKind::Contact)
        .into_iter()
        .filter(|(_, it)| (start..=end).contains(&it.at.as_second()))
        .map(|(id, _)| json!({"config_id": id}))
        .collect();
    let (ways, next_cursor) = page(ways, cx.call.text("cursor"), limit)?;
    Ok(json!({"contact_way": ways, "next_cursor": next_cursor}).into())
}
