//! POST /cgi-bin/externalcontact/del_intercept_rule — server-api.md §8, page 95097: of the app's own.

use crate::api::album::refusal;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/del_intercept_rule",
    Answer::Contact(Right::InterceptRules, answer),
    "服务器删除敏感词规则",
    "the server deletes a rule about words",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("rule_id")?;
    cx.state
        .intercepts
        .delete(&caller.company.corpid, caller.app.agentid, id)
        .map_err(refusal)?;
    done()
}
