//! GET /cgi-bin/get_api_domain_ip — server-api.md §2.2, page 92520. The stand-in is where its own address says.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "get_api_domain_ip",
    Answer::App(answer),
    "服务器查企业微信接口的地址",
    "the server asks for the addresses of WeCom's API",
);

fn answer(cx: &mut Context<'_>, _: Caller<'_>) -> Answered {
    Ok(json!({"ip_list": cx.addresses()}).into())
}
