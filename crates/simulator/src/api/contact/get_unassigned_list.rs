//! POST /cgi-bin/externalcontact/get_unassigned_list — server-api.md §4.10, page 92124.

use serde_json::{Value, json};

use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::Right;

const MAX: i64 = 1000;
/// Pages beyond need the cursor.
const DEEPEST: i64 = 50_000;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_unassigned_list",
    Answer::Contact(Right::Unassigned, answer),
    "服务器查待分配的客户",
    "the server lists customers nobody follows any more",
)
.also(&["crm/get_unassigned_list"]);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let size = match cx.call.number("page_size")? {
        None | Some(0) => MAX,
        Some(size @ 1..=MAX) => size,
        Some(_) => return Err(Refusal::parameter()),
    };
    let page = cx.call.number("page_id")?.unwrap_or(0);
    let skipped = match page.checked_mul(size) {
        Some(skipped @ 0..DEEPEST) => usize::try_from(skipped).unwrap_or(0),
        _ => return Err(Refusal::parameter()),
    };
    let given = cx.call.text("cursor");
    let all: Vec<Value> = caller
        .company
        .unassigned
        .iter()
        .skip(if given.is_some() { 0 } else { skipped })
        .map(|it| {
            json!({
                "handover_userid": caller.userid(&it.userid),
                "external_userid": caller.external_userid(&it.customer),
                "dimission_time": it.left,
            })
        })
        .collect();
    let size = usize::try_from(size).map_err(|_| Refusal::parameter())?;
    let first = if given.is_some() { 0 } else { skipped };
    let (list, next_cursor) = cursor::page_of(all, given, size, first)?;
    Ok(json!({"info": list, "is_last": next_cursor.is_empty(), "next_cursor": next_cursor}).into())
}
