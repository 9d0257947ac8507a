//! The provider whose ids a company's own app brings (server-api.md §10.2, page 95884): named by the `source_agentid` of
//! the provider's app in the company.

use crate::api::{Caller, Context, Refusal};

pub(super) fn source<'a>(cx: &Context<'a>, caller: &Caller<'a>) -> Result<Caller<'a>, Refusal> {
    let agentid = cx.call.number("source_agentid")?;
    let app = agentid
        .and_then(|it| caller.company.app(it))
        .filter(|it| it.suite.is_some())
        .ok_or(Refusal::new(40056, "invalid agentid"))?;
    Ok(Caller::new(cx, caller.company, app))
}
