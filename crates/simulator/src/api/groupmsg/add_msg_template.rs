//! POST /cgi-bin/externalcontact/add_msg_template — server-api.md §6.1, page 92135: a task for each sender. Nothing is
//! sent until a member confirms.

use serde_json::json;

use super::outgoing;
use super::plan::{Plan, groups, single};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{Api, Origin, Receivers, Send};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_msg_template",
    Answer::Contact(Right::MassSend, answer),
    "服务器创建企业群发",
    "the server makes a mass send",
)
.also(&["crm/add_msg_template"]);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let receivers = match cx.call.text("chat_type") {
        None | Some("single") => Receivers::Customers,
        Some("group") => Receivers::Groups,
        Some(_) => return Err(Refusal::new(86214, "invalid chat type")),
    };
    let sender = match cx.call.text("sender") {
        None => None,
        Some(it) => Some(caller.member(it)?),
    };
    if sender.is_some_and(|it| !it.customer_contact) {
        return Err(Refusal::new(84074, "no permission of external contact"));
    }
    let content = outgoing::content(cx, &caller)?;
    let Plan { tasks, fail_list } = match receivers {
        Receivers::Customers => single(cx, &caller, sender)?,
        Receivers::Groups => groups(cx, &caller, sender.ok_or(Refusal::parameter())?)?,
    };
    let allow_select = cx
        .call
        .body
        .get("allow_select")
        .and_then(serde_json::Value::as_bool)
        .unwrap_or(false);
    let state = &mut *cx.state;
    let msgid = format!("msg{}", state.chance.letters::<21>());
    state.sends.add(Send {
        msgid: msgid.clone(),
        corpid: caller.company.corpid.clone(),
        origin: Origin::Api(Api::new(allow_select && receivers == Receivers::Customers)),
        receivers,
        content,
        at: cx.now,
        tasks,
    });
    Ok(json!({"fail_list": fail_list, "msgid": msgid}).into())
}
