//! POST /cgi-bin/externalcontact/group_welcome_template/edit — server-api.md §6.8, page 92366. The page of
//! editing allows a longer text than that of adding.

use super::template::{content, refusal};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/group_welcome_template/edit",
    Answer::Contact(Right::GroupWelcome, answer),
    "服务器改入群欢迎语",
    "the server edits a group welcome",
);

/// 3000 when it is added.
const LONGEST_TEXT: usize = 4000;

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("template_id")?;
    let content = content(cx, &caller, LONGEST_TEXT)?;
    cx.state
        .welcomes
        .edit(&caller.company.corpid, caller.app.agentid, id, content)
        .map_err(refusal)?;
    done()
}
