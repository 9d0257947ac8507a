//! POST /cgi-bin/externalcontact/opengid_to_chatid — server-api.md §4.7, page 94822.
//!
//! Groups have an opengid when the world file gives them one. Another company's group is 90509: no group of this WeCom.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::{Company, Group, Right};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/opengid_to_chatid",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器用 opengid 换客户群",
    "the server turns an opengid into a customer group",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let opengid = cx.call.needed("opengid")?;
    let Some(group) = find(caller.company, opengid) else {
        let elsewhere = cx
            .world
            .companies
            .iter()
            .any(|it| find(it, opengid).is_some());
        return Err(if elsewhere {
            Refusal::new(90509, "not a customer group of this corp")
        } else {
            Refusal::new(90511, "invalid opengid")
        });
    };
    if !caller.app.sees(&group.owner) {
        return Err(Refusal::member_out_of_range());
    }
    Ok(json!({"chat_id": caller.chat_id(&group.id)}).into())
}

fn find<'a>(company: &'a Company, opengid: &str) -> Option<&'a Group> {
    company.groups.iter().find(|it| {
        let profile = it.profile.as_deref();
        profile.and_then(|it| it.opengid.as_deref()) == Some(opengid)
    })
}
