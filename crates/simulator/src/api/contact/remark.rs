//! POST /cgi-bin/externalcontact/remark — server-api.md §4.11, page 92115.

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, done};
use crate::state::Remark;
use crate::world::{Customer, Member, Right};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/remark",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器改客户备注",
    "the server changes a customer's remark",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let (member, customer) = pair(cx, caller)?;
    let text = |name: &str, longest: usize| match cx.call.body.get(name).and_then(|it| it.as_str())
    {
        Some(text) if text.chars().count() > longest => Err(Refusal::parameter()),
        given => Ok(given.map(str::to_owned)),
    };
    let remark = Remark {
        remark: text("remark", 20)?,
        description: text("description", 150)?,
        company: text("remark_company", 20)?,
        mobiles: cx
            .call
            .texts("remark_mobiles")?
            .map(|it| it.into_iter().map(str::to_owned).collect()),
    };
    let picture = cx.call.text("remark_pic_mediaid");
    if remark.is_empty() && picture.is_none() {
        return Err(Refusal::parameter());
    }
    if let Some(id) = picture {
        crate::api::media::check(cx, caller.company, id, &["image"])?;
    }
    let state = &mut *cx.state;
    state
        .follows
        .remark(caller.company, customer, &member.userid, remark);
    done()
}

/// `userid` and `external_userid`, who must belong together: 41009, 41035, 40096, 84061.
pub(in crate::api) fn pair<'a>(
    cx: &Context<'a>,
    caller: Caller<'a>,
) -> Result<(&'a Member, &'a Customer), Refusal> {
    let userid = cx
        .call
        .text("userid")
        .ok_or(Refusal::new(41009, "missing userid"))?;
    let external = cx
        .call
        .text("external_userid")
        .ok_or(Refusal::customer_missing())?;
    let member = caller.member(userid)?;
    let customer = caller
        .customer(external)
        .ok_or(Refusal::customer_invalid())?;
    if !customer.followers.contains(&member.userid) {
        return Err(Refusal::not_external_contact());
    }
    Ok((member, customer))
}
