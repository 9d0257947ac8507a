//! POST /cgi-bin/externalcontact/send_welcome_msg — server-api.md §6.7, page 92137.

use crate::api::groupmsg::outgoing;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, done};
use crate::state::{Delivered, WelcomeFault};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/send_welcome_msg",
    Answer::Contact(Right::Welcome, answer),
    "服务器给新客户发欢迎语",
    "the server welcomes a new customer",
)
.also(&["crm/send_welcome_msg"]);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let code = cx
        .call
        .text("welcome_code")
        .ok_or(Refusal::new(41049, "missing welcome_code"))?;
    let corpid = &caller.company.corpid;
    let welcome = cx
        .state
        .welcomes
        .look(corpid, code, cx.now)
        .map_err(|fault| match fault {
            WelcomeFault::Invalid => Refusal::new(41050, "invalid welcome_code"),
            WelcomeFault::Welcomed => {
                Refusal::new(41051, "the customer is welcomed or chatting already")
            }
        })?;
    let content = outgoing::content(cx, &caller)?;
    cx.state.welcomes.use_up(code);
    cx.state.deliveries.push(Delivered {
        corpid: corpid.clone(),
        member: welcome.userid,
        chat: welcome.customer,
        content,
    });
    done()
}
