//! POST /cgi-bin/externalcontact/group_welcome_template/add — server-api.md §6.8, page 92366.

use super::template::{content, refusal};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/group_welcome_template/add",
    Answer::Contact(Right::GroupWelcome, answer),
    "服务器添加入群欢迎语",
    "the server adds a group welcome",
);

const LONGEST_TEXT: usize = 3000;

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let content = content(cx, &caller, LONGEST_TEXT)?;
    // Read for its type only: nobody here is told of a new welcome, and no page says that get tells it.
    cx.call.number("notify")?;
    let state = &mut *cx.state;
    let id = state
        .welcomes
        .add(
            &caller.company.corpid,
            caller.app.agentid,
            content,
            &mut state.chance,
        )
        .map_err(refusal)?;
    Ok(serde_json::json!({"template_id": id}).into())
}
