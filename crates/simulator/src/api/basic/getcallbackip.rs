//! GET /cgi-bin/getcallbackip — server-api.md §2.2, page 96238. The stand-in is where its own address says.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "getcallbackip",
    Answer::App(answer),
    "服务器查回调来源的地址",
    "the server asks for the addresses callbacks come from",
);

fn answer(cx: &mut Context<'_>, _: Caller<'_>) -> Answered {
    Ok(json!({"ip_list": cx.addresses()}).into())
}
