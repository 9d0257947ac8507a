//! POST /cgi-bin/externalcontact/transfer_customer — server-api.md §4.11, page 92125. Field names are the public SDKs'. What
//! is answered for a customer who was given away too often is in no page: the general code for limits.

use serde_json::{Value, json};

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::Given;
use crate::world::Member;

const MOST: usize = 100;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/transfer_customer",
    Answer::OwnContact(answer),
    "服务器把客户转给另一位成员",
    "the server gives customers to another member",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let from = member(cx, &caller, "handover_userid")?;
    let to = taker(cx, &caller, "takeover_userid")?;
    let ids = cx.call.texts("external_userid")?.unwrap_or_default();
    if ids.is_empty() || ids.len() > MOST || from.userid == to.userid {
        return Err(Refusal::parameter());
    }
    let mut told: Vec<Value> = Vec::with_capacity(ids.len());
    for id in ids {
        let code = match caller.customer(id) {
            None => 40096,
            Some(it) if !it.is_followed_by(&from.userid) => 84061,
            Some(customer) => {
                let given = Given {
                    corpid: &caller.company.corpid,
                    customer: &customer.id,
                    from: &from.userid,
                    to: &to.userid,
                    message: cx.call.text("transfer_success_msg"),
                };
                let hours = cx.world.unknown.transfer_hours;
                if cx.state.transfers.begin(&given, hours, cx.now) {
                    0
                } else {
                    Refusal::frequency().code
                }
            }
        };
        told.push(json!({"external_userid": id, "errcode": code}));
    }
    Ok(json!({"customer": told}).into())
}

fn member<'a>(
    cx: &Context<'a>,
    caller: &Caller<'a>,
    name: &'static str,
) -> Result<&'a Member, Refusal> {
    let given = cx
        .call
        .text(name)
        .ok_or(Refusal::new(41009, "missing userid"))?;
    caller.member(given)
}

/// A member who may have customers: 84074.
pub(in crate::api) fn taker<'a>(
    cx: &Context<'a>,
    caller: &Caller<'a>,
    name: &'static str,
) -> Result<&'a Member, Refusal> {
    let to = member(cx, caller, name)?;
    if to.customer_contact {
        Ok(to)
    } else {
        Err(Refusal::new(84074, "no permission of external contact"))
    }
}
