//! Tokens, addresses and tickets (server-api.md §2).

pub(super) mod agent_get;
pub(super) mod get_api_domain_ip;
pub(super) mod get_jsapi_ticket;
pub(super) mod getcallbackip;
pub(super) mod gettoken;
pub(super) mod ticket_get;
