//! POST /cgi-bin/service/v2/get_auth_info — server-api.md §10.1, page 100779.

use super::get_auth_info::answer;
use crate::api::{Answer, Endpoint};

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "service/v2/get_auth_info",
    Answer::Suite(answer),
    "服务商查企业授权信息",
    "the provider asks what a company granted",
);
