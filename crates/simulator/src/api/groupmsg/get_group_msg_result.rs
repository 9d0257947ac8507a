//! POST /cgi-bin/externalcontact/get_group_msg_result — server-api.md §6.6, legacy: everything in one answer.
//!
//! The page is gone. What `check_status` counts is not found; 1 is always answered.

use serde_json::{Value, json};

use super::find::dispatched;
use super::get_groupmsg_send_result::results;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_group_msg_result",
    Answer::Contact(Right::MassSend, answer),
    "服务器查群发结果（旧接口）",
    "the server asks for the results of a mass send, the old way",
)
.also(&["crm/get_group_msg_result"]);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let send = dispatched(cx, &caller)?;
    let details: Vec<Value> = send
        .tasks
        .iter()
        .filter(|it| caller.app.sees(&it.userid))
        .flat_map(|it| results(&caller, send, it))
        .collect();
    Ok(json!({"check_status": 1, "detail_list": details}).into())
}
