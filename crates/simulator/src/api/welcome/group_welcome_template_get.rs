//! POST /cgi-bin/externalcontact/group_welcome_template/get — server-api.md §6.8, page 92366.

use super::template::{refusal, told};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/group_welcome_template/get",
    Answer::Contact(Right::GroupWelcome, answer),
    "服务器查入群欢迎语",
    "the server asks for a group welcome",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("template_id")?;
    let template = cx
        .state
        .welcomes
        .template(&caller.company.corpid, id)
        .ok_or_else(|| refusal(crate::state::TemplateFault::Unknown))?;
    Ok(told(template, cx.base).into())
}
