//! POST /cgi-bin/externalcontact/group_welcome_template/del — server-api.md §6.8, page 92366.

use super::template::refusal;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/group_welcome_template/del",
    Answer::Contact(Right::GroupWelcome, answer),
    "服务器删除入群欢迎语",
    "the server deletes a group welcome",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("template_id")?;
    cx.state
        .welcomes
        .delete(&caller.company.corpid, caller.app.agentid, id)
        .map_err(refusal)?;
    done()
}
